Feature: Time stamps from outside, and keys that change
  Whoever holds the key of the log could still date an act back. Somebody outside, who only looks at
  the clock, takes that away; and a key that gets old is handed on in front of everybody.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the office has a key, and the auditor trusts it and a time-stamping authority

  Rule: A checkpoint is stamped by somebody outside

    Scenario: The answer of the authority is kept
      Given the office has signed
      When the authority stamps the checkpoint on 2024-12-03
      Then the office keeps the stamp over 2 events
      And the auditor finds one time stamp, of 2024-12-03

    Scenario: An authority that the auditor does not know proves nothing
      Given the office has signed
      When another authority stamps the checkpoint on 2024-12-03
      Then the stamp is not kept, because nobody trusts that authority

    Scenario: A stamp over something else is not kept
      Given the office has signed
      When the authority stamps another text on 2024-12-03
      Then the stamp is not kept, because it is over something else

    Scenario: An auditor who wants stamps is not content without
      Given the office has signed
      Then the auditor misses a time stamp

  Rule: What was dated back is noticed, even if the key of the log signed it

    Scenario: A vote entered later with an earlier date
      Given the office has signed
      And the authority has stamped the checkpoint on 2026-01-10
      When the council's vote is entered as if it had been recorded on 2024-12-11
      And the office signs again
      Then the auditor is told that event 3 is dated back

    Scenario: The stamp is taken out of the database
      Given the office has signed
      And the authority has stamped the checkpoint on 2026-01-10
      And the auditor has kept the checkpoint and its stamp
      When the council's vote is entered as if it had been recorded on 2024-12-11
      And the office signs again
      And somebody takes the stamps out of the database
      Then the auditor is told that event 3 is dated back

    Scenario: A stranger sees it in the bundle
      Given the office has signed
      And the authority has stamped the checkpoint on 2026-01-10
      When the council's vote is entered as if it had been recorded on 2024-12-11
      And the office signs again
      And the dossier goes to a stranger as a bundle
      Then the stranger's verifier says no about the time

    Scenario: What was recorded in time stays above suspicion
      Given the council of 15 has given 12 votes and 0 written opinions in favour
      And the office has signed
      And the authority has stamped the checkpoint on 2026-01-10
      When the dossier goes to a stranger as a bundle
      Then the stranger's verifier says yes about the time

  Rule: The key of the log is handed on in front of everybody

    Scenario: Whoever trusted the old key follows to the new one
      Given the office has signed
      When the office changes its key
      And the office signs with the new key
      Then the auditor, who knows only the old key, finds that the log is signed

    Scenario: The old key signs no more
      Given the office has signed
      When the office changes its key
      And the office signs with the old key
      Then nothing is signed, because another key is in use

    Scenario: A stranger to the office cannot change the key
      Given the office has signed
      When somebody without the old key tries to change it
      Then the key stays, because the old key given is not in use
