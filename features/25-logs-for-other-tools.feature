Feature: Logs for other people's tools
  An auditor reads our history with tools that others wrote, and asks of a log that others wrote
  whether it went the way that a workflow file declares.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the council of 15 has given 12 votes and 0 written opinions in favour

  Rule: What leaves the office can be checked when it is found again

    Scenario: Every line of an exported log carries its leaf
      When the auditor exports the log of all dossiers
      Then the log has 1 case of 3 lines
      And every line carries the leaf of its event

    Scenario: Once the log is signed, every line has its number too
      Given the office and a witness have keys, and the auditor trusts both
      And the office has signed the log
      When the auditor exports the log of all dossiers
      Then the lines are numbered 0 to 2

    Scenario: Exporting twice gives the same bytes
      When the auditor exports the log of all dossiers
      Then another export has the same bytes

    Scenario: Nobody's name leaves the office
      When the auditor exports the dossier in every form
      Then the name of the nominee stands in none of them
      And no word of the evidence stands in any of them

  Rule: A dossier is told as things and people that hang together

    Scenario: Objects and what they have to do with each other
      When the auditor exports the objects of all dossiers
      Then there is a "ballot" that is "held by" a "council"
      And there is a "dossier" that is "proposed by" a "unit"
      And the ballot has the result "passed"

    Scenario: Who did what with what
      When the auditor exports the provenance of the dossier
      Then act 2 was done by "person-unit-clerk-1" in the capacity "unit_clerk"
      And act 2 used the rules that judged it
      And the dossier as it stood after act 3 came from how it stood after act 2

  Rule: Our own history goes the declared way

    Scenario: The exported log conforms, and the dossier is still under way
      When the auditor exports the log of all dossiers
      And replays it through the workflow "provincial-award"
      Then all 3 lines go the declared way
      And the only thing to say is that the case has not ended

  Rule: A foreign log is judged line by line, with the reason

    Scenario: An act that is not possible there
      Given a foreign log of one case
        | act     | role             |
        | submit  | unit_clerk       |
        | approve | provincial_chair |
      When it is replayed through the workflow "provincial-award"
      Then line 2 is "not-possible", because the case stands in "council_review"

    Scenario: A role that may not do it
      Given a foreign log of one case
        | act      | role             |
        | submit   | unit_clerk       |
        | withdraw | provincial_chair |
      When it is replayed through the workflow "provincial-award"
      Then line 2 is "role", because only "unit_clerk" may do it

    Scenario: A word that nobody knows comes with the nearest one
      Given a foreign log of one case
        | act    | role       |
        | submti | unit_clerk |
      When it is replayed through the workflow "provincial-award"
      Then line 1 is "unknown-activity", and "submit" is suggested

    Scenario: Acts may be named in the words of the workflow
      Given a foreign log of one case
        | act                  | role       |
        | Trình Hội đồng cơ sở | unit_clerk |
        | withdraw the DOSSIER | unit_clerk |
      When it is replayed through the workflow "provincial-award"
      Then the case goes the declared way to its end

    Scenario: A file says which foreign word is which act
      Given a foreign log of one case
        | act      | role  |
        | Step 1   | Clerk |
        | E-mail   | Clerk |
        | Step 2   | Clerk |
      And a file of names that says that "Step 1" is "submit", "Step 2" is "withdraw", "E-mail" is no act and "Clerk" is "unit_clerk"
      When it is replayed through the workflow "provincial-award"
      Then the case goes the declared way to its end

    Scenario: A case whose time runs backwards
      Given a foreign log of one case
        | act      | role       | at                        |
        | submit   | unit_clerk | 2024-12-02T08:00:00+07:00 |
        | withdraw | unit_clerk | 2024-12-02T00:59:00+00:00 |
      When it is replayed through the workflow "provincial-award"
      Then line 2 is "time"
