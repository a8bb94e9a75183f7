Feature: The workflow changes while dossiers are under way
  A dossier follows the edition under which it set out until somebody answers for taking it over. What it has reached
  goes with it; what would be lost is told before anything is written.

  Rule: People read a difference in words

    Scenario: The cluster can no longer refuse
      When the cluster's refusal is taken out of the workflow
      Then the difference says "không còn có thể 'Không đồng ý đề nghị'"

    Scenario: A higher threshold is told with a count
      When the council needs nine tenths instead of the share of the award
      Then the difference says "12 trên 15 không còn đủ, nay phải có 14"
      And it is counted as stricter

    Scenario: A separation of duties that is lost is flagged
      When who submitted may approve as well
      Then the difference flags that a safeguard is weakened

    Scenario: Other words for the same thing are no difference
      When only the title of a state is worded otherwise
      Then the difference says that both mean the same

  Rule: Every open dossier is safe, needs a decision, or cannot go over

    Scenario: A dossier without a ballot is safe
      Given a dossier in draft
      When a higher threshold for the council is to apply to running dossiers
      Then it is classified as "safe"

    Scenario: A dossier whose council is voting needs a decision
      Given a dossier whose council is voting, with 2 votes cast
      When a higher threshold for the council is to apply to running dossiers
      Then it is classified as "needs_decision"
      And the reason tells of "2 phiếu"
      And nothing is written without the decision

    Scenario: A dossier in a state that is gone cannot go over
      Given a dossier in draft
      When the draft has another name and the plan does not say so
      Then it is classified as "impossible"
      And the reason tells of "Bản dự thảo"

    Scenario: A plan that would lose votes is refused
      Given a dossier whose council is voting, with 2 votes cast
      When the plan opens every ballot anew
      Then it is classified as "impossible"
      And the reason tells of "2 phiếu"

  Rule: Going over is an event, and so is coming back

    Scenario: Votes cast before count by the new rule once that was decided
      Given a dossier whose council is voting, with 2 votes cast
      And somebody decided that it goes over to the higher threshold
      When 6 more members vote in favour and the ballot of 9 is closed
      Then its ballot ends as failed
      And its history replays

    Scenario: A ballot is finished under the old edition first
      Given a dossier whose council is voting, with 2 votes cast
      And the plan lets ballots finish under the old edition
      When 6 more members vote in favour and the ballot of 9 is closed
      Then its ballot ends as passed
      And its history replays

    Scenario: What went over by mistake comes back
      Given a dossier whose council is voting, with 2 votes cast
      And somebody decided that it goes over to the higher threshold
      When the migration is undone
      Then the dossier stands as it stood before
      And its history replays

    Scenario: What was done since is not undone
      Given a dossier whose council is voting, with 2 votes cast
      And somebody decided that it goes over to the higher threshold
      And another member has voted since
      When the migration is undone
      Then the dossier stays under the new edition, because of that vote
