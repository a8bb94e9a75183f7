Feature: What is sent to the desk happens once, or not at all and is told
  People click twice, keep two tabs open, lose the connection and get forms from strangers. Nothing of it does an act twice, loses
  what somebody typed in silence, or shows one unit what belongs to another.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
    And "clerk-2" has an account as "unit_clerk" of "so-noi-vu"

  Rule: A form is one act, however often it is sent

    Scenario: Two clicks
      Given "clerk-1" has the form that amends the dossier open
      When the form is sent
      And the form is sent
      Then the desk says each time that it was done
      And the dossier was amended once

    Scenario: Two tabs
      Given "clerk-1" has the form that amends the dossier open
      And somebody amends the dossier in another tab
      When the form is sent with the reason "soạn từ sáng"
      Then the desk shows what was done in the meantime and "soạn từ sáng"
      And the dossier was amended once

    Scenario: A form from another web page
      Given "clerk-1" has the form that amends the dossier open
      When another web page sends the form
      Then the desk takes nothing
      And the dossier was not amended

  Rule: Nobody learns of the dossiers of others

    Scenario: The number of another unit's dossier
      When "clerk-2" asks the desk for the dossier
      And "clerk-2" asks the desk for a dossier that is not there
      Then the desk says both times the same
