Feature: Findings for auditors
  An auditor cannot read every dossier.  The program points at what a person should ask about, names
  the events and what the question rests on, says what it could not check, and judges nobody.

  Rule: What is in order raises no question

    Scenario: An ordinary dossier
      Given an office with a dossier that was approved on 2024-12-12
      And its decision was sent on on 2024-12-26
      When the auditor asks for findings
      Then there is nothing to ask about

  Rule: Terms are those of the workflow, counted in working days

    Scenario: A decision that was sent on too late
      Given an office with a dossier that was approved on 2024-12-12
      And its decision was sent on on 2024-12-27
      When the auditor asks for findings
      Then there is one question of the kind "late_step"
      And the question names the event "notify" and rests on "311/QĐ-BNV"
      And the question says "was over with 26/12/2024"

    Scenario: A decision that counts for a day in time and was recorded after the term
      Given an office with a dossier that was approved on 2024-12-12
      And its decision was sent on on 2024-12-24, and that was recorded on 2024-12-30
      When the auditor asks for findings
      Then there is one question of the kind "late_step"
      And the question says "within the term, but was recorded on 30/12/2024"

  Rule: Whoever acts for somebody needs a mandate on the day and when it is recorded

    Scenario: A deputy whose mandate had ended when the act was recorded
      Given an office with a dossier that waits for the decision of the head
      And the deputy may act for the head from 2024-12-02 to 2024-12-13
      And the deputy approves for the head on 2024-12-12, and that was recorded on 2024-12-17
      When the auditor asks for findings
      Then there is one question of the kind "outside_authority"
      And the question says "was recorded on 17/12/2024"

    Scenario: A mandate that is withdrawn later, from a day before the act
      Given an office with a dossier that waits for the decision of the head
      And the deputy may act for the head from 2024-12-02 to 2024-12-31
      And the deputy approves for the head on 2024-12-12, and that was recorded on 2024-12-12
      And the mandate is taken back from 2024-12-11 on, and that was recorded on 2024-12-16
      When the auditor asks for findings
      Then there is one question of the kind "outside_authority"
      And the question says "recorded since"

  Rule: A vote belongs to its ballot

    Scenario: A vote after the ballot was closed
      Given an office whose council has voted and closed its ballot
      And a vote of "m01" was written into the log afterwards
      When the auditor asks for findings of the kind "vote_out_of_order"
      Then one question says "voted after the ballot had been closed"

    Scenario: A member who turns out to be a relative of the nominee
      Given an office whose council has voted and closed its ballot
      And it is recorded later that "m03" is a relative of the nominee
      When the auditor asks for findings
      Then there is one question of the kind "vote_out_of_order"
      And the question says "'m03' voted on 09/12/2024"

  Rule: Two duties call for two people

    Scenario: Who proposed also approves
      Given an office with a dossier that its head proposed
      And the head approves it on 2024-12-12
      When the auditor asks for findings
      Then there is one question of the kind "two_capacities"
      And the question says "both proposed and decided"
      And the question rests on "a threshold of ours, not of the law"

  Rule: Evidence serves one nominee

    Scenario: One initiative in the dossiers of two people
      Given an office with two nominees who both name the same initiative
      When the auditor asks for findings
      Then there is one question of the kind "evidence_reused"
      And the question names two dossiers

  Rule: What is recorded in haste, at night or long after is a question

    Scenario: A decision within a minute
      Given an office with a dossier that waits for the decision of the head
      And the head approves it one minute after it arrived
      When the auditor asks for findings
      Then there is one question of the kind "too_fast"

    Scenario: A vote recorded at eleven at night
      Given an office where the vote of 2024-12-09 was recorded on 2024-12-09 at "23:10"
      When the auditor asks for findings
      Then there is one question of the kind "unusual_hours"

    Scenario: A vote recorded two weeks after its day
      Given an office where the vote of 2024-12-09 was recorded on 2024-12-23 at "10:00"
      When the auditor asks for findings
      Then there is one question of the kind "recorded_late"
      And the question says "14 days after"

  Rule: What cannot be checked is said

    Scenario: Content that is gone
      Given an office with a dossier that was approved on 2024-12-12
      And its decision was sent on on 2024-12-27
      And what the proposal brought is gone
      When the auditor asks for findings
      Then there is one question of the kind "late_step"
      And it could not be checked because "cannot be read"

    Scenario: A ballot on paper
      Given an office with a dossier that was approved on 2024-12-12
      When the auditor asks for findings
      Then it could not be checked because "the log does not know who voted"

  Rule: Thresholds are the auditor's

    Scenario: An auditor who does not mind late evenings
      Given an office where the vote of 2024-12-09 was recorded on 2024-12-09 at "23:10"
      When the auditor asks for findings with a working day that ends at 24
      Then there is nothing to ask about

  Rule: Dossiers are drawn by a seed that anybody can use again

    Scenario: Drawing again gives the same dossiers
      Given an office with 12 dossiers under a signed checkpoint
      When the auditor draws 4 dossiers by the seed "lottery 21/11"
      Then drawing again by the protocol gives the same

    Scenario: A dossier that was exchanged in the protocol
      Given an office with 12 dossiers under a signed checkpoint
      When the auditor draws 4 dossiers by the seed "lottery 21/11"
      And somebody exchanges a dossier in the protocol
      Then drawing again by the protocol gives something else

    Scenario: What happened since does not change a drawing
      Given an office with 12 dossiers under a signed checkpoint
      When the auditor draws 4 dossiers by the seed "lottery 21/11"
      And the office opens another dossier and signs the log
      Then drawing again by the protocol gives the same

    Scenario: A dossier with findings is drawn more often by risk
      Given an office with 12 dossiers under a signed checkpoint, one of them sent on late
      When the auditor draws one dossier by risk with 200 seeds
      Then the late one is drawn more often than any other
