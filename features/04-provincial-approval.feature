Feature: Provincial approval
  The provincial council votes and the chair decides; a complaint stops both until it is settled.

  Background:
    Given a person nominated for "CSTD_TINH" with everything in order
    And the dossier has come to the province

  Rule: Ninety per cent of all members, counted in whole votes

    Scenario Outline: Of 17 members 16 are needed
      Given the provincial council of 17 has given <votes> votes in favour
      When the provincial chair approves it on 2025-01-15
      Then the dossier is in "<state>"

      Examples:
        | votes | state             |
        | 16    | approved          |
        | 15    | provincial_review |

    Scenario: Before the vote nothing is approved
      When the provincial chair approves it on 2025-01-15
      Then the chair is told that "c.vote" is not known
      And nothing was changed

    Scenario: Who submitted a dossier cannot approve it
      Given the provincial council of 17 has given 17 votes in favour
      When the person who submitted it approves it as provincial chair on 2025-01-15
      Then the chair is told that "same_person" is in the way

    Scenario: A refusal carries its reason into history
      When the provincial chair refuses it because "không đủ phiếu" on 2025-01-15
      Then the dossier is in "refused"
      And the last event gives the reason "không đủ phiếu"

  Rule: While a case is verified nothing is decided; cleared, the dossier goes on where it was

    Scenario: An open case stops the dossier
      Given a complaint was opened and the dossier suspended
      When the provincial secretary resumes it on 2025-01-20
      Then the secretary is told that "open-case" is in the way

    Scenario: A cleared case lets it go on
      Given a complaint was opened and the dossier suspended
      And the case was concluded as "cleared"
      When the provincial secretary resumes it on 2025-01-20
      Then the dossier is in "provincial_review"

    Scenario: An upheld case is a certain no
      Given a complaint was opened and the dossier suspended
      And the case was concluded as "upheld"
      When the provincial secretary resumes it on 2025-01-20
      Then the verdict on it is "not_eligible"

  Rule: A granted award is revoked by the authority that granted it, on a ground of the law

    Scenario: Revoked for false information
      Given the provincial chair has granted it
      When the provincial chair revokes it for "false_information" because "giấy xác nhận giả" on 2025-06-02
      Then the dossier is in "revoked"

    Scenario: Another authority cannot revoke it
      Given the provincial chair has granted it
      When the unit head revokes it for "false_information" because "giấy xác nhận giả" on 2025-06-02
      Then the unit head is told that "authority" is in the way
