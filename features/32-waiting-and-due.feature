Feature: Who is waited for, and what is due
  A secretary opens the list in the morning and wants to see what only she can do, the nearest day
  first; whoever asks where a dossier is wants to hear for whom it waits.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02

  Rule: A dossier waits for who can bring it on

    Scenario: Before the ballot it waits for the council's secretary
      Then it waits for "council_secretary" and is on the secretary's list
      And it is not on the list of the head, who could only refuse it

    Scenario: While the council votes it waits for those who have not voted
      Given the ballot of "an", "binh" and "chi" was opened
      And "an" has voted
      Then it waits for the votes of "binh" and "chi"
      And it is on the list of "binh" and not on that of "an"

    Scenario: After the ballot it waits for the head
      Given the council of 15 has given 12 votes and 0 written opinions in favour
      Then it waits for "unit_head" and is on the head's list

  Rule: Of two who decide at once one wins, and the other reads why

    Scenario: Two heads approve while a complaint comes in
      Given the council of 15 has given 12 votes and 0 written opinions in favour
      And the head has sent it on for a decision
      When two heads approve it and the secretary suspends it over a complaint, all at once
      Then one of the three is recorded and the two others read that somebody was faster
      And whoever tries again reads what is in the way

  Rule: A digest tells what is due, on working days only

    Scenario: What is over or nearly so
      Given the dossier was approved on 2024-12-13
      When the clerk's digest of 2024-12-31 is made
      Then it names the dossier, and that it is over

    Scenario Outline: No digest without anything in it, and none on a day off
      Given the dossier was approved on 2024-12-13
      When the clerk's digest of <day> is made
      Then there is none

      Examples:
        | day        |
        | 2024-12-16 |
        | 2024-12-28 |
        | 2025-01-29 |

  Rule: An applied plan can be found in the record

    Scenario: One entry for a plan, however often it is applied
      Given a plan by which the secretary suspends it
      When the plan is applied twice
      Then the record has one entry for the plan, with 1 dossier and who applied it
