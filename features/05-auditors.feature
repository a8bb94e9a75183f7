Feature: History that can be replayed
  An auditor asks what was decided, by whom, under which rules, and whether anybody has changed it.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the council of 15 has given 12 votes and 0 written opinions in favour

  Rule: States follow from events alone

    Scenario: An honest history replays to the same dossier
      When the auditor replays history
      Then every dossier is equal
      And history is whole

    Scenario: The table of dossiers can be dropped and rebuilt
      When the table of dossiers is dropped and rebuilt
      Then it holds what it held before
      And history is whole

    Scenario: History is seen as it was at a moment
      When the auditor replays history as recorded until 2024-12-02
      Then the dossier was in "council_review" after 2 events
      And the history has 3 events

  Rule: Whoever changes history is noticed, and the event is named

    Scenario: One changed letter in an event is found
      Given somebody changed a letter in event 2
      When the auditor replays history
      Then it differs at event 2

    Scenario: A state changed in the table alone is found
      Given somebody set the state to "approved" in the table
      When the auditor replays history
      Then it differs at event 3

    Scenario: A removed event is found
      Given somebody removed event 2
      When the auditor replays history
      Then it differs at event 3

    Scenario: A changed rule file is found where it is first named
      Given somebody changed the rules that judged event 2
      When the auditor replays history
      Then it differs at event 1

  Rule: Each event says who acted, in what capacity, on which day and why

    Scenario: A timeline names persons, capacities and days
      When the auditor asks for the timeline
      Then line 2 says that "submit" was done as "unit_clerk" on 2024-12-02
      And line 3 says that "record_vote" was done as "council_secretary" on 2024-12-09
