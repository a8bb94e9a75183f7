Feature: Backups
  Whoever keeps the database needs a copy that is good on the day it is needed, and councils and
  auditors need to know that restoring one takes nothing out of history in silence.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02

  Scenario: A backup is made while the office works
    When the keeper makes a backup
    Then the backup holds 2 events
    And the auditor finds that the backup is whole

  Scenario: A lost database is restored
    Given the keeper has made a backup
    And the database is lost
    When the keeper restores the backup
    Then the dossier stands in "council_review"

  Scenario: A restore that would lose events is refused
    Given the keeper has made a backup
    And the council of 15 has given 12 votes and 0 written opinions in favour
    When the keeper restores the backup
    Then nothing is restored, because 1 event would be lost
    And the dossier has 3 events

  Scenario: A loss that was accepted is told, and what stood there is kept
    Given the keeper has made a backup
    And the council of 15 has given 12 votes and 0 written opinions in favour
    When the keeper restores the backup and accepts the loss of 1 event
    Then the dossier has 2 events
    And the former database lies beside it with 3 events

  Scenario: A loss of another size than was accepted is refused
    Given the keeper has made a backup
    And the council of 15 has given 12 votes and 0 written opinions in favour
    When the keeper restores the backup and accepts the loss of 5 events
    Then nothing is restored, because 1 event would be lost

  Scenario: A backup older than a checkpoint that somebody kept is refused
    Given the keeper has made a backup
    And the council of 15 has given 12 votes and 0 written opinions in favour
    And the office has signed the log and a neighbour kept the checkpoint
    And the database is lost
    When the keeper restores the backup against the kept checkpoint
    Then nothing is restored, because the checkpoint speaks of more events

  Scenario: A backup as new as the checkpoint that somebody kept is restored
    Given the keeper has made a backup
    And the office has signed the log and a neighbour kept the checkpoint
    And the database is lost
    When the keeper restores the backup against the kept checkpoint
    Then the dossier stands in "council_review"

  Scenario: A backup that was changed is refused
    Given the keeper has made a backup
    And somebody changed a letter in the backup
    When the keeper restores the backup
    Then nothing is restored, because the backup is not whole

  Scenario: A damaged database is replaced only against a kept checkpoint
    Given the office has signed the log and a neighbour kept the checkpoint
    And the keeper has made a backup
    And the database is damaged
    When the keeper restores the backup
    Then nothing is restored, because nobody knows what would be lost
    When the keeper restores the backup against the kept checkpoint
    Then the dossier stands in "council_review"

  Scenario: The backup of another office is refused
    Given another office has a backup of its own
    When the keeper restores the backup
    Then nothing is restored, because it is another log
