Feature: The verifier in the browser
  A stranger who has nothing but a browser and a memory stick checks a dossier without trusting the office.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the office and a witness have keys, and the auditor trusts both
    And the office has signed the log

  Rule: The page answers what the verifier of one file answers

    Scenario: A bundle is accepted
      Given the witness has cosigned
      When the dossier is exported for a stranger
      And the stranger checks the bundle in the browser
      Then the page says no to nothing
      And the page answers as the verifier of one file does

    Scenario: A changed bundle is refused
      Given the witness has cosigned
      When the dossier is exported for a stranger
      And somebody changes one byte of the bundle
      And the stranger checks the bundle in the browser
      Then the page says no to "whole"
      And the page answers as the verifier of one file does

    Scenario: A checkpoint without its witness is refused
      When the dossier is exported for a stranger
      And the stranger checks the bundle in the browser
      Then the page says no to "signed"

  Rule: Whom to trust comes from somebody else than the sender

    Scenario: Without a policy nobody's signature is believed
      Given the witness has cosigned
      When the dossier is exported for a stranger
      And the stranger checks the bundle in the browser without a policy
      Then the page cannot tell "signed"
      And the page asks for a policy

  Rule: A checkpoint kept at home shows another history

    Scenario: A history that was written again is noticed
      Given the witness has cosigned
      And the auditor has kept the checkpoint
      When the office signs another history of the same size
      And the dossier is exported for a stranger
      And the stranger checks the bundle in the browser
      Then the page says no to "grown"
