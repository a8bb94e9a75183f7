Feature: Councils vote
  A council votes member by member, or on paper and hands in the count. The share is taken of all members,
  and a ballot has one result: passed, failed, or too few took part.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02

  Rule: Two thirds have to take part, and eighty per cent of all members have to approve

    Scenario Outline: The minutes of a session of fifteen are recorded
      When the session is recorded with <present> present, <written> in writing, <for> for and <against> against
      Then the ballot has <result>

      Examples: quorum edge, exact threshold, one short, written opinions
        | present | written | for | against | result    |
        | 10      | 0       | 10  | 0       | failed    |
        | 9       | 0       | 9   | 0       | no_quorum |
        | 12      | 0       | 12  | 0       | passed    |
        | 15      | 0       | 12  | 3       | passed    |
        | 15      | 0       | 11  | 4       | failed    |
        | 9       | 3       | 12  | 0       | passed    |
        | 9       | 3       | 11  | 1       | failed    |

    Scenario: Twelve of fifteen members approve
      Given the council of 15 has opened its ballot
      When 12 members vote "for"
      And 3 members vote "against"
      And the secretary closes the ballot
      Then the ballot has passed
      And the evidence counts 12 votes in favour of 15

    Scenario: Eleven of fifteen are one short, and the head is told so
      Given the council of 15 has opened its ballot
      When 11 members vote "for"
      And 4 members vote "against"
      And the secretary closes the ballot
      Then the ballot has failed
      And the unit head is kept from sending it on by "council_review.passed"

    Scenario: An abstention takes part and does not approve
      Given the council of 15 has opened its ballot
      When 11 members vote "for"
      And 4 members vote "abstain"
      And the secretary closes the ballot
      Then the ballot has failed

    Scenario: A vote that was not cast is no approval
      Given the council of 15 has opened its ballot
      When 11 members vote "for"
      And the secretary closes the ballot
      Then the ballot has failed

    Scenario: Too few took part
      Given the council of 15 has opened its ballot
      When 9 members vote "for"
      And the secretary closes the ballot
      Then the ballot has no_quorum

  Rule: Who is absent sends an opinion in writing, and it counts as a vote

    Scenario: Eleven at the table and one letter
      Given the council of 15 has opened its ballot
      When 11 members vote "for"
      And the absent member "m12" writes "for"
      And the secretary closes the ballot
      Then the ballot has passed
      And the evidence counts 1 written opinion in favour

    Scenario: Nobody writes and votes as well
      Given the council of 15 has opened its ballot
      When the absent member "m01" writes "for"
      And the member "m01" votes "for"
      Then that is refused for "voted-twice"

  Rule: Who is too near stands aside, and still counts among all members

    Scenario: One stands aside, and eleven of the other fourteen are not enough
      Given the council of 15 has opened its ballot
      When the member "m15" stands aside because "là anh ruột của người được đề nghị"
      And 11 members vote "for"
      And the secretary closes the ballot
      Then the ballot has failed

    Scenario: One stands aside, and twelve are enough
      Given the council of 15 has opened its ballot
      When the member "m15" stands aside because "là anh ruột của người được đề nghị"
      And 12 members vote "for"
      And the secretary closes the ballot
      Then the ballot has passed

    Scenario: Standing aside needs a reason
      Given the council of 15 has opened its ballot
      When the member "m15" stands aside because " "
      Then that is refused for "reason"

    Scenario: A relative on the roll may not vote
      Given the council of 15 has opened its ballot with the relative "m15"
      When the member "m15" votes "for"
      Then that is refused for "relative"

    Scenario: Nor does the letter of a relative count
      Given the council of 15 has opened its ballot with the relative "m15"
      When the absent member "m15" writes "for"
      Then that is refused for "relative"

    Scenario: A conflict that comes up during the ballot counts from then on
      Given the council of 15 has opened its ballot
      And the secretary has recorded that "m14" is a relative of the nominee
      When the member "m14" votes "for"
      Then that is refused for "relative"

  Rule: Every vote is one member's, in time, and only once

    Scenario: A second vote is refused
      Given the council of 15 has opened its ballot
      When the member "m01" votes "for"
      And the member "m01" votes "against"
      Then that is refused for "voted-twice"
      And 1 member has voted

    Scenario: Who is not on the roll does not vote
      Given the council of 15 has opened its ballot
      When the member "guest" votes "for"
      Then that is refused for "not-member"

    Scenario: A vote before the ballot is open does not count
      When the member "m01" votes "for"
      Then that is refused for "not-open"

    Scenario: A vote after the ballot was closed does not count
      Given the council of 15 has opened its ballot
      And 12 members have voted "for"
      And the secretary closes the ballot
      When the member "m13" votes "against"
      Then that is refused for "not-open"
      And the ballot has passed

    Scenario: A choice that the ballot does not have is refused
      Given the council of 15 has opened its ballot
      When the member "m01" votes "maybe"
      Then that is refused for "choice"

    Scenario: Not even with a mandate does somebody else vote for a member; the absent write
      Given the council of 15 has opened its ballot
      And "m01" has delegated "council_member" to "deputy-1" from 2024-12-01 to 2024-12-31
      When "deputy-1" votes "for" on behalf of "m01"
      Then that is refused for "no-proxy"

    Scenario: A letter without its number is nobody's vote
      Given the council of 15 has opened its ballot
      When the secretary records the opinion of "m01" without a letter
      Then the details are refused for "paper"

    Scenario: Two ballots are not open at once
      Given the council of 15 has opened its ballot
      When the council of 15 opens a ballot
      Then that is refused for "is-open"

    Scenario: A council of two is no council
      When the council of 2 opens a ballot
      Then that is refused for "roll-size"

    Scenario: More ballots than people cannot be recorded
      When the session is recorded with 9 present, 0 in writing, 9 for and 2 against
      Then that is refused for "sheet-votes"

  Rule: A ballot may be closed early once no vote can change it

    Scenario: After twelve approvals of fifteen the result stands
      Given the council of 15 has opened its ballot
      And 12 members have voted "for"
      Then the ballot is decided as passed with 3 members yet to vote
      When the secretary closes the ballot
      Then the ballot has passed

    Scenario: After four refusals of fifteen nothing can save it
      Given the council of 15 has opened its ballot
      And 7 members have voted "for"
      And 4 members have voted "against"
      Then the ballot is decided as failed with 4 members yet to vote

    Scenario: While one vote can still change it, nothing is decided
      Given the council of 15 has opened its ballot
      And 11 members have voted "for"
      And 3 members have voted "against"
      Then the ballot is not decided and 1 vote in favour is wanting

    Scenario: Where the workflow says so the deciding vote ends the ballot
      Given a workflow whose ballots end as soon as they are decided
      When 12 of 15 members vote "for" one after the other
      Then the twelfth vote ends the ballot as passed

  Rule: A ballot that failed may be held again, and both stay on record

    Scenario: The second ballot passes
      Given the session is recorded with 15 present, 0 in writing, 11 for and 4 against
      And the council of 15 has opened its ballot
      Then it is ballot number 2
      When 12 members vote "for"
      And the secretary closes the ballot
      Then the ballot has passed
      And the history holds the results "failed, passed"

  Rule: A tie is decided by the side of the chair only where the workflow says so

    Scenario Outline: Two against two
      Given a council of 4 whose ties are decided by <rule>
      When two vote for and two against, and the chair votes <chair>
      Then the tie ends as <result>

      Examples:
        | rule      | chair   | result |
        | the chair | for     | passed |
        | the chair | against | failed |
        | nobody    | for     | failed |

  Rule: Of a secret ballot it is never kept who voted how

    Scenario: Only counts and names are kept
      Given a secret ballot of 5 members
      When "an" votes "for" and "binh" votes "against" in secret
      Then the counts are 1 for and 1 against, and nobody's vote is kept

  Rule: History gives every ballot again, and names one that was changed

    Scenario: A whole ballot replays
      Given the council of 15 has opened its ballot
      And 12 members have voted "for"
      And the secretary closes the ballot
      When the auditor replays history
      Then every dossier is equal
