Feature: Harsh weather
  An office has to be able to rely on two things when a disk, a clock or a server fails: nothing goes
  on in silence on top of a history that is no longer whole, and what was answered is there or named.

  Background:
    Given a person nominated for "CSTDCS" with everything in order

  Rule: A program that stays open looks first

    Scenario: A whole database is looked at and opened
      Given the unit clerk has submitted it on 2024-12-02
      When the program that watches the terms starts
      Then it has looked at the 2 newest events

    Scenario: Newest history that somebody changed stops it
      Given the unit clerk has submitted it on 2024-12-02
      And somebody changed a letter of the newest event
      When the program that watches the terms starts
      Then it does not start, because newest history is not what was recorded

    Scenario: A file on a network drive is refused
      Given the folder of the office is a network drive
      When the program that watches the terms starts
      Then it does not start, because the file lies on a network drive

  Rule: Clocks decide no order

    Scenario: A machine whose clock is behind
      Given a machine whose clock is 30 days behind records the submission
      When the auditor asks about clocks
      Then the submission stands after the proposal, and its time is asked about

    Scenario: A worker with another clock fires nothing
      When a worker whose clock is a day ahead wants to fire terms
      Then it is told to set its clock, and fires nothing

  Rule: What was answered is there or named

    Scenario: A copy that is not the newest takes over
      Given the office keeps a list of what it is answered
      And the keeper has made a backup
      And the unit clerk has submitted it on 2024-12-02
      When the backup takes over
      Then the list names 1 lost command, which is event 2 of the dossier

    Scenario: What was lost is done again under its key
      Given the office keeps a list of what it is answered
      And the keeper has made a backup
      And the unit clerk has submitted it on 2024-12-02
      When the backup takes over
      And the lost command is sent again
      Then the list names no lost command, and 1 that was recorded again

  Rule: A table is rebuilt while the office works

    Scenario: An act during the rebuilding
      When the table of dossiers is rebuilt while the clerk submits the dossier
      Then the table says what history says
