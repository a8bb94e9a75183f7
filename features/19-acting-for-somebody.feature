Feature: Acting for somebody
  A role is delegated by a paper, from one day to another, and every act on it names its mandate. Who acts and for whom
  they act count as one wherever two people are asked for.

  Background:
    Given a person nominated for "CSTDCS" with everything in order

  Rule: Without a mandate that holds on the day nobody acts for somebody

    Scenario: There is none
      Given "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then that is refused for "mandate-none"

    Scenario Outline: The day of the act and the days of the mandate
      Given "head-1" has delegated "unit_head" to "deputy-1" from <first> to <last>
      And "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then that is refused for "<reason>"

      Examples:
        | first      | last       | reason          |
        | 2024-12-13 | 2024-12-31 | mandate-not-yet |
        | 2024-12-01 | 2024-12-11 | mandate-over    |

    Scenario: The first and the last day count
      Given "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-12 to 2024-12-12
      And "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then the dossier is in "approved"

    Scenario: A mandate for another role is none
      Given "head-1" has delegated "unit_clerk" to "deputy-1" from 2024-12-01 to 2024-12-31
      And "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then that is refused for "mandate-wrong-role"

    Scenario: A mandate that was withdrawn no longer holds
      Given "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-01 to 2024-12-31
      And the mandate is withdrawn on 2024-12-11
      And "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      Then that is refused for "mandate-withdrawn"

  Rule: A mandate is one step, and nobody writes one down for oneself

    Scenario: What is delegated is not handed on
      Given "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-01 to 2024-12-31
      When "deputy-1" delegates "unit_head" to "clerk-3" from 2024-12-05 to 2024-12-06
      Then that is refused for "mandate-chain"

    Scenario: For oneself
      When "deputy-1" writes down a mandate from "head-1" for oneself
      Then that is refused for "receives"

  Rule: Nobody approves through the door of a mandate

    Scenario: The deputy who submitted it does not approve it in the own name
      Given "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-01 to 2024-12-31
      And "head-1" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it in the own name on 2024-12-12
      Then that is refused for "same_person"

    Scenario: Nor does the head approve what the deputy submitted, though the mandate is over
      Given "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-01 to 2024-12-05
      And "deputy-1" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "head-1" approves it in the own name on 2024-12-12
      Then that is refused for "same_person"

    Scenario: What was done on a mandate replays
      Given "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-01 to 2024-12-31
      And "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" approves it on behalf of "head-1" on 2024-12-12
      And the auditor replays history
      Then every dossier is equal

  Rule: A mandate opens the desk to who holds no role, on its days and for its unit

    Scenario: The deputy without a role of their own approves at the desk
      Given "head-1" has an account as "unit_head" of "so-cong-thuong"
      And "deputy-1" has an account without any role
      And "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-12 to 2024-12-12
      And "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" opens the worklist on 2024-12-12
      Then the desk says there "Phê duyệt" on behalf of "head-1"
      When "deputy-1" approves it at the desk on 2024-12-12
      Then the dossier is in "approved"

    Scenario: The day after, the desk shows the deputy nothing
      Given "head-1" has an account as "unit_head" of "so-cong-thuong"
      And "deputy-1" has an account without any role
      And "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-12 to 2024-12-12
      And "clerk-9" has submitted it as unit clerk on 2024-12-02
      And the council has passed it and it waits for the head
      When "deputy-1" opens the worklist on 2024-12-13
      Then the desk shows no dossier there

    Scenario: Nobody proposes by mandate
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      And "deputy-1" has an account without any role
      And "clerk-1" has delegated "unit_clerk" to "deputy-1" from 2024-12-12 to 2024-12-12
      When "deputy-1" opens the worklist on 2024-12-12
      Then the desk says there why nobody proposes by mandate
