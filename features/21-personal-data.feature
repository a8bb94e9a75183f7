Feature: Personal data can be erased, and what was decided still proves
  A nominee, or the law, may ask that an office forget. The office then has to be able to do it for good, in old copies
  too, and an auditor still has to be able to tell that nobody changed what remains.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the unit clerk has withdrawn it

  Rule: What is personal is read with its key, and guessed by nobody

    Scenario: The name stands nowhere in the file of the database
      Then the name of the nominee stands nowhere beside the keys

    Scenario: Without the file of keys nobody reads anything
      When the file of keys is lost
      Then the office is told that the file of keys is missing

  Rule: Erasing takes the content and the key, and says so in the record

    Scenario: A dossier that has ended is erased under a legal basis
      When the registrar erases it under "Quyết định số 7" with the approval of the head
      Then the name of the nominee is read nowhere
      And the timeline says that it was erased under "Quyết định số 7"

    Scenario: Looking beforehand changes nothing
      When the registrar only looks what would be erased
      Then nothing was changed

    Scenario: Nobody erases alone
      When the registrar erases it under "Quyết định số 7" with nobody else's approval
      Then the erasure is refused because "must not be who carries it out"
      And nothing was changed

    Scenario: Without a legal basis nothing is erased
      When the registrar erases it under "" with the approval of the head
      Then the erasure is refused because "legal basis"
      And nothing was changed

    Scenario: The basis must not name the person
      When the registrar erases it under "Đơn của Nguyễn Văn Mẫu" with the approval of the head
      Then the erasure is refused because "name of the nominee"
      And nothing was changed

    Scenario: An erased dossier can be neither judged nor moved
      Given the registrar has erased it
      Then whoever asks what can be done is told that it was erased

  Rule: A dossier under way is not erased

    Scenario: It has to end first
      Given another dossier that is under way
      When the registrar erases that one
      Then the erasure is refused because "has not ended"

  Rule: What remains still proves

    Scenario: States and chain are replayed
      Given the registrar has erased it
      When the auditor replays history
      Then every dossier is equal
      And the dossier was in "withdrawn" after 4 events
      And history is whole

    Scenario: The table is rebuilt without what was erased
      Given the registrar has erased it
      When the table of dossiers is dropped and rebuilt
      Then it holds what it held before

    Scenario: Deciding again says that it cannot tell, and that the proof is intact
      Given the registrar has erased it
      When the auditor has everything decided again
      Then of every decision it is said that it cannot be told, and that its proof is intact

    Scenario: Content that is taken away without an event is noticed
      When somebody takes the content away with another tool
      Then the auditor is told that no event erased it

  Rule: A restored backup shows nothing of what was erased

    Scenario: The backup of last week is put back
      Given a backup of the database
      And the registrar has erased it
      When the backup is put back
      Then the name of the nominee is read nowhere
      And the auditor is told that the copy is older than the erasure

    Scenario: A checkpoint of after the erasure tells that the log is shorter
      Given a backup of the database
      And the registrar has erased it
      And the auditor holds a checkpoint of after the erasure
      When the backup is put back
      Then that checkpoint says that the log is shorter

  Rule: A bundle shows what its reader may see

    Scenario: By default it shows nobody
      When the dossier is exported for somebody who may see nothing personal
      Then the name of the nominee is not in the bundle
      And the stranger's verifier cannot tell of "documents" and says no to nothing

    Scenario: With everything disclosed it is complete
      When the dossier is exported for somebody who may see everything
      Then the name of the nominee is in the bundle
      And the stranger's verifier says yes to "documents" and "disclosed"

    Scenario: After the erasure it tells what was erased and by which event
      Given the registrar has erased it
      When the dossier is exported for somebody who may see everything
      Then the name of the nominee is not in the bundle
      And the stranger's verifier says yes to "erased" and "replayed"
