Feature: Council review
  The unit's award council votes; what it may send on depends on the total of its members.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02

  Rule: The share is taken of all members, present or not

    Scenario Outline: Exactly the share is enough, one vote less is not
      Given the council of 15 has given <votes> votes and <written> written opinions in favour
      When the unit head sends it on on 2024-12-10
      Then the dossier is in "<state>"

      Examples: 80 % of 15 members are 12
        | votes | written | state          |
        | 9     | 3       | head_decision  |
        | 12    | 0       | head_decision  |
        | 9     | 2       | council_review |

    Scenario: Before the vote the share is not known
      When the unit head sends it on on 2024-12-10
      Then the unit head is told that "c.vote" is not known
      And nothing was changed

    Scenario: More approvals than members cannot be recorded
      When a vote of 16 in favour among 15 members is recorded
      Then the act is refused because its details do not fit
      And nothing was changed

  Rule: Only who holds the role may act, and every reason is told at once

    Scenario: The wrong person hears about the role and about the missing vote together
      When the unit clerk sends it on on 2024-12-10
      Then the clerk is told that "role" is in the way
      And the clerk is told that "c.vote" is not known

    Scenario: An act of another stage is refused with where it belongs
      When the provincial chair approves it on 2024-12-10
      Then the chair is told that "state" is in the way
      And nothing was changed

    Scenario: A return without a reason is refused
      When the council secretary returns it on 2024-12-05
      Then the secretary is told that "reason" is in the way
      And nothing was changed

  Rule: A returned dossier comes back to where it was

    Scenario: Returned, amended and resubmitted
      Given the council secretary has returned it because "thiếu xác nhận" on 2024-12-05
      When the unit clerk resubmits it on 2024-12-06
      Then the dossier is in "council_review"
      And it counts as received on 2024-12-02

  Rule: An opinion counts as recorded, and an objection waits for what checking it finds

    Scenario: An unchecked objection leaves the verdict open
      Given an objection was recorded
      And the council of 15 has given 12 votes and 0 written opinions in favour
      When the unit head sends it on on 2024-12-10
      Then the unit head is told that "c.opinion" is not known

    Scenario: TC62 No comment by the last day clears the notice and approves nothing
      Given the public was asked and nobody replied
      When the program looks at its terms on 2025-03-03
      Then the program did nothing
      And "c.opinion" is "met"
      And the dossier is in "council_review"
      When the unit head sends it on on 2025-03-03
      Then the unit head is told that "council_review.passed" is in the way
      And nothing was changed

    Scenario: A dismissed objection is no obstacle
      Given an objection was recorded
      And checking the objection found it "dismissed"
      And the council of 15 has given 12 votes and 0 written opinions in favour
      When the unit head sends it on on 2024-12-10
      Then the dossier is in "head_decision"

    Scenario: An upheld objection is a reason, with its source
      Given an objection was recorded
      And checking the objection found it "upheld"
      And the council of 15 has given 12 votes and 0 written opinions in favour
      When the unit head sends it on on 2024-12-10
      Then the unit head is told that "c.opinion" is in the way
