Feature: An act opens another dossier instead of reopening the first
  What was decided stays as it was decided. A correction is a dossier of its own, under a workflow of its own; both name
  each other, and an auditor can tell when one of them is gone.

  Rule: The first dossier is never reopened in place

    Scenario: A request for a correction opens a linked dossier
      Given a granted dossier for "CSTDCS"
      When the unit clerk requests a correction because "Tên ghi sai dấu"
      Then the first dossier is still "approved"
      And the linked dossier "D-1.1" is "drafted" under the workflow "correction"
      And both name each other

    Scenario: Without a reason no dossier is opened
      Given a granted dossier for "CSTDCS"
      When the unit clerk requests a correction because ""
      Then that is refused for "reason"
      And there is no linked dossier

    Scenario: Before anything is decided there is nothing to correct
      Given a person nominated for "CSTDCS" with everything in order
      When the unit clerk requests a correction because "Tên ghi sai dấu"
      Then that is refused for "state"
      And there is no linked dossier

    Scenario: The same request sent twice opens one dossier
      Given a granted dossier for "CSTDCS"
      When the unit clerk requests a correction because "Tên ghi sai dấu"
      And the same command arrives again
      Then the dossiers are "D-1, D-1.1"

    Scenario: A second mistake is another dossier
      Given a granted dossier for "CSTDCS"
      When the unit clerk requests a correction because "Tên ghi sai dấu"
      And the unit clerk requests a correction because "Năm sinh ghi sai"
      Then the dossiers are "D-1, D-1.1, D-1.2"

  Rule: The linked dossier goes its own way, under the law and the authority of the first

    Scenario: A correction is checked by somebody else and issued by whoever decided
      Given a granted dossier for "CSTDCS"
      And the unit clerk has requested a correction because "Tên ghi sai dấu"
      When the correction is handed in, confirmed and issued by the "unit_head"
      Then the linked dossier "D-1.1" is "corrected" under the workflow "correction"
      And the first dossier is still "approved"
      And the linked dossier is judged by the law and the rules of the first

    Scenario: Another authority cannot correct it
      Given a granted dossier for "CSTDCS"
      And the unit clerk has requested a correction because "Tên ghi sai dấu"
      When the correction is handed in, confirmed and issued by the "provincial_chair"
      Then the correction is refused for "authority"

    Scenario: Whoever asked for it does not confirm it
      Given a granted dossier for "CSTDCS"
      And the unit clerk has requested a correction because "Tên ghi sai dấu"
      When whoever handed it in wants to confirm it
      Then the correction is refused for "same_person"

  Rule: An auditor sees both ends of the link

    Scenario: Both histories are whole
      Given a granted dossier for "CSTDCS"
      When the unit clerk requests a correction because "Tên ghi sai dấu"
      Then verifying and replaying find nothing wrong

    Scenario: A linked dossier that was cut out is missed
      Given a granted dossier for "CSTDCS"
      And the unit clerk has requested a correction because "Tên ghi sai dấu"
      When somebody cuts the linked dossier out of the database
      Then verifying and replaying name the first dossier

    Scenario: A linked dossier whose first one is gone is noticed
      Given a granted dossier for "CSTDCS"
      And the unit clerk has requested a correction because "Tên ghi sai dấu"
      When somebody cuts the first dossier out of the database
      Then verifying and replaying name the linked dossier

  Rule: Who counted a title that was revoked is listed, and nothing is done by itself

    Scenario: Revoking a title lists the later award that counted it
      Given a granted dossier for "CSTDCS"
      And another dossier of the same nominee counts that title
      When it is revoked
      Then the finding names "D-2"
      And the other dossier is left as it was

    Scenario: A title that was taken out of the other dossier is not listed
      Given a granted dossier for "CSTDCS"
      And another dossier of the same nominee says that title is revoked
      When it is revoked
      Then nothing is found that counted it

    Scenario: The titles of somebody else are not listed
      Given a granted dossier for "CSTDCS"
      And another dossier of somebody else counts a title of that year
      When it is revoked
      Then nothing is found that counted it
