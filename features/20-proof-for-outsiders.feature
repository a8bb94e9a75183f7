Feature: Proof for outsiders
  An auditor has to be sure of a decision without trusting the office that keeps the log.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the office and a witness have keys, and the auditor trusts both

  Rule: The office signs only a log that grew

    Scenario: The whole log is numbered and signed
      When the office signs the log
      Then the checkpoint speaks of 2 events
      And the auditor finds that the log holds

    Scenario: A restored backup is not signed again
      Given the office has signed the log
      And the council of 15 has given 12 votes and 0 written opinions in favour
      And the office has signed the log
      When somebody restores the backup from before the vote
      And the office signs the log
      Then nothing is signed, because the log became shorter

    Scenario: An event that was changed before it was signed stops the office
      Given somebody changed a letter in event 2
      When the office tries to sign the log
      Then nothing is signed, and event 2 is named

  Rule: A neighbour looks on

    Scenario: A witness cosigns a log that grew
      Given the office has signed the log
      When the witness is asked to cosign
      Then the checkpoint carries one cosignature
      And the auditor finds that the log holds

    Scenario: A witness refuses another history of the same size
      Given the office has signed the log
      And the witness has cosigned
      When the office signs another history of the same size
      And the witness is asked to cosign
      Then the witness refuses

  Rule: Whoever rewrites history is noticed by what lies elsewhere

    Scenario: An edited event is named, with the last checkpoint that holds
      Given the office has signed the log
      And the council of 15 has given 12 votes and 0 written opinions in favour
      And the office has signed the log
      When somebody changes a letter in event 3 afterwards
      Then the auditor is told of event 3
      And the last checkpoint that holds speaks of 2 events

    Scenario: A log cut short is noticed by the checkpoint that the auditor kept
      Given the council of 15 has given 12 votes and 0 written opinions in favour
      And the office has signed the log
      And the auditor has kept the checkpoint
      When somebody restores the backup from before the vote
      Then the auditor finds that the log is shorter than the kept checkpoint

  Rule: A stranger checks a dossier on an empty machine

    Scenario: A bundle is accepted by the verifier of one file
      Given the office has signed the log
      And the witness has cosigned
      When the dossier is exported for a stranger
      Then the stranger's verifier says no to nothing
      And it says yes to "position", "signed", "complete" and "documents"

    Scenario: A changed bundle is refused
      Given the office has signed the log
      And the witness has cosigned
      When the dossier is exported for a stranger
      And somebody changes one byte of the bundle
      Then the stranger's verifier says no

  Rule: Decisions are decided again, and a what-if is never the record

    Scenario: The pinned rules find what was recorded
      When the auditor has everything decided again
      Then 1 decision comes out as recorded

    Scenario: Of lost rules it cannot be told
      Given the rules that judged event 2 are lost
      When the auditor has everything decided again
      Then of event 2 it cannot be told
