Feature: Programs that act for an office
  Another program of the office reads dossiers and acts on them with a token. It may do what its account may, is told everything that
  is in the way, and may send again what it is not sure about.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"

  Rule: A token is good for its scopes, and for no more than its account

    Scenario: A program reads
      Given a program with a token of "clerk-1" to "read"
      When the program asks why "approve" is closed
      Then the program is answered 200

    Scenario: A token to read does not act
      Given a program with a token of "clerk-1" to "read"
      When the program does "submit" under the key "a-1"
      Then the program is answered 403, for "does not have the scope 'act'"

    Scenario: The act of another role
      Given a program with a token of "clerk-1" to "act"
      When the program does "approve" under the key "a-1"
      Then the program is answered 403, for "one of these roles is needed"

    Scenario: A token of somebody who has left
      Given a program with a token of "clerk-1" to "act"
      When the account of "clerk-1" is closed
      And the program does "submit" under the key "a-1"
      Then the program is answered 401

  Rule: What was sent twice is done once

    Scenario: An answer is lost on the way
      Given a program with a token of "clerk-1" to "act"
      When the program does "submit" under the key "a-1"
      And the program does "submit" under the key "a-1"
      Then the program is answered 200
      And the program is told that it was done before
      And the dossier is in "council_review"

    Scenario: Without a key nothing is recorded
      Given a program with a token of "clerk-1" to "act"
      When the program does "submit" without a key
      Then the program is answered 400, for "Idempotency-Key"
      And the dossier is in "draft"

  Rule: A refusal carries every reason

    Scenario: An act that is not possible yet
      Given a program with a token of "clerk-1" to "act"
      When the program does "submit" under the key "a-1"
      And the program does "submit" under the key "a-2"
      Then the program is answered 409
      And the program is told everything in the way
