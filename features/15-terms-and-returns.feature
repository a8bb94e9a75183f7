Feature: Terms and returns
  What was reached stays true where it still is: a returned dossier keeps the council's vote unless that was changed
  which the council voted on. Terms are counted in legal days, and nothing is ever granted by silence.

  Rule: A return keeps the council's pass, unless what was voted on has changed

    Background:
      Given a person nominated for "CSTDCS" with everything in order
      And the unit clerk has submitted it on 2024-12-02
      And the council of 15 has given 12 votes and 0 written opinions in favour
      And the council secretary has returned it because "thiếu giấy xác nhận" on 2024-12-10

    Scenario: A supplemented paper does not void the vote
      When the clerk supplements the list of papers
      And the unit clerk resubmits it on 2024-12-12
      And the unit head sends it on on 2024-12-13
      Then the dossier is in "head_decision"

    Scenario: A changed rating voids the vote
      When the clerk changes the rating of the year
      And the unit clerk resubmits it on 2024-12-12
      And the unit head sends it on on 2024-12-13
      Then the unit head is told that "council_review.passed" is in the way
      And the council has to vote again

    Scenario: The same rating sent again changes nothing
      When the clerk sends the rating of the year as it was
      And the unit clerk resubmits it on 2024-12-12
      Then the council's pass still holds

    Scenario: After a second vote it goes on
      When the clerk changes the rating of the year
      And the unit clerk resubmits it on 2024-12-12
      And the council of 15 votes again with 13 in favour
      And the unit head sends it on on 2024-12-13
      Then the dossier is in "head_decision"

    Scenario: What was kept replays
      When the clerk changes the rating of the year
      And the unit clerk resubmits it on 2024-12-12
      And the auditor replays history
      Then every dossier is equal

  Rule: The decision is sent on within ten working days, and being late is noted, not punished

    Background:
      Given a person nominated for "CSTDCS" with everything in order
      And the unit clerk has submitted it on 2024-12-02
      And the council of 15 has given 12 votes and 0 written opinions in favour
      And the unit head has sent it on on 2024-12-10

    Scenario: The term runs over Tết
      Given the unit head has approved it on 2026-02-10
      Then "notify_term" ends on 2026-03-03

    Scenario: On the last day nothing is late
      Given the unit head has approved it on 2026-02-10
      When the program looks at its terms on 2026-03-03
      Then the program did nothing

    Scenario: The day after, it is noted once
      Given the unit head has approved it on 2026-02-10
      When the program looks at its terms on 2026-03-04
      Then the program did "note_late_notice"
      When the program looks at its terms on 2026-03-05
      Then the program did nothing
      And the dossier is in "approved"

    Scenario: A decision sent on in time ends the term
      Given the unit head has approved it on 2026-02-10
      When the decision is sent on on 2026-02-12
      And the program looks at its terms on 2026-04-01
      Then the program did nothing
      And the dossier is in "notified"

    Scenario: The program cannot be hurried
      Given the unit head has approved it on 2026-02-10
      When the program is told to note the delay on 2026-02-20
      Then that is refused for "notify_term"

    Scenario: Days do not go backwards
      Given the unit head has approved it on 2026-02-10
      When the decision is sent on on 2026-02-09
      Then that is refused for "notify_term"

  Rule: A dossier for the central authorities waits for all that is asked, and its term stops with it

    Background:
      Given a dossier for "BKTTG" that has come to the province

    Scenario: Nothing goes to the centre before the agencies were asked and the papers checked
      When the provincial chair submits it to the centre on 2026-02-10
      Then that is refused for "provincial_review.completeness"
      And that is refused for "provincial_review.agencies"

    Scenario: What the province may not decide it does not approve
      When the provincial chair approves it on 2026-02-10
      Then that is refused for "central_decision"

    Scenario: The ministry's term is counted in working days
      Given everything was recorded and it was submitted to the centre on 2026-02-10
      Then "central_term" ends on 2026-03-17

    Scenario: A suspension stops the term
      Given everything was recorded and it was submitted to the centre on 2026-02-10
      And a case is verified from 2026-03-02 to 2026-03-09
      Then "central_term" ends on 2026-03-24

    Scenario: While it is suspended there is no last day
      Given everything was recorded and it was submitted to the centre on 2026-02-10
      When a case is opened on 2026-03-02
      Then "central_term" stands still

    Scenario: The central decision needs its number
      Given everything was recorded and it was submitted to the centre on 2026-02-10
      When the central decision is recorded without its number
      Then that is refused for "central-paper"

    Scenario: The central decision grants it
      Given everything was recorded and it was submitted to the centre on 2026-02-10
      When the central decision "77/QĐ-TTg" is recorded on 2026-03-10
      Then the dossier is in "approved"
      And "central_term" is over

  Rule: Whoever acts for somebody else is bound by what that person did

    Background:
      Given a person nominated for "CSTDCS" with everything in order
      And "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-01 to 2024-12-31

    Scenario: A deputy does not approve for the head what the head submitted
      Given "head-1" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then that is refused for "same_person"

    Scenario: Nor does a deputy who submitted it approve it for a head who did not
      Given "deputy-1" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then that is refused for "same_person"

    Scenario: A deputy who had no part in it may, and both names stay on record
      Given "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then the dossier is in "approved"
      And the approval counts for "deputy-1" and "head-1"

    Scenario: The nominee does not approve the own dossier, whatever the role
      Given "clerk-9" has submitted it as unit clerk on 2024-12-02
      And it was recorded that "head-1" is the nominee
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then that is refused for "nominee"
