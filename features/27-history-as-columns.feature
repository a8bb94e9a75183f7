Feature: History as columns
  An auditor counts and compares with tools of their own, and has another program prove the history.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the council of 15 has given 12 votes and 0 written opinions in favour

  Rule: A table says what history says

    Scenario: Every event is a row with its act and its states
      When the auditor writes history as columns
      Then the table has 3 rows
      And row 2 says that "submit" led from "draft" to "council_review"

    Scenario: A second program proves the chain
      When the auditor writes history as columns
      And another program proves the chain in the table
      Then it finds nothing wrong in 3 events

  Rule: Whoever changes history is noticed by a program that we did not write

    Scenario: A changed letter is named
      Given somebody changed a letter in event 2
      When the auditor writes history as columns
      And another program proves the chain in the table
      Then it names event 2, because of its "hash"

    Scenario: A removed event is named by the one after it
      Given somebody removed event 2
      When the auditor writes history as columns
      And another program proves the chain in the table
      Then it names event 3, because of its "order"
