Feature: Unit proposal
  The clerk of a unit opens a dossier for a nominee, gathers the papers, and hands it to the unit's council.

  Rule: A dossier leaves the unit only when its papers are there and its criteria can be shown

    Scenario: A complete dossier goes to the council
      Given a person nominated for "CSTDCS" with everything in order
      When the unit clerk submits it on 2024-12-02
      Then the dossier is in "council_review"
      And it counts as received on 2024-12-02

    Scenario: A missing paper is named, and nothing changes
      Given a person nominated for "CSTDCS" with everything in order
      But the paper "bien_ban" is missing
      When the unit clerk submits it on 2024-12-02
      Then the clerk is told that "c.papers" is in the way
      And nothing was changed

    Scenario: A list that nobody sent is not known, and is neither a yes nor a no
      Given a person nominated for "CSTDCS" with everything in order
      But nobody sent the list of "ratings"
      When the unit clerk submits it on 2024-12-02
      Then the clerk is told that "c.rating" is not known
      And the verdict on it is "undetermined"

    Scenario: A certain no stays a no, whatever else is missing
      Given a person nominated for "CSTDCS" with everything in order
      But the rating of the year is "HTNV"
      And nobody sent the list of "discipline"
      When the unit clerk submits it on 2024-12-02
      Then the verdict on it is "not_eligible"
      And the clerk is told that "c.rating" is in the way

  Rule: The day of receipt chooses the law

    Scenario Outline: The law of the day is the one that judges
      Given a person nominated for "CSTDCS" with everything in order
      When the verdict is asked for a receipt on <day>
      Then the law "<law>" judges

      Examples:
        | day        | law    |
        | 2023-12-31 | V2003  |
        | 2024-01-01 | V2022a |
        | 2025-07-01 | V2022b |
        | 2026-10-05 | V2026  |

    Scenario: A law whose wording nobody has confirmed stops and asks
      Given a person nominated for "CSTDCS" with everything in order
      When the unit clerk submits it on 2026-10-05
      Then the clerk is told that "law.V2026" is not known
      And the verdict on it is "needs_human"

  Rule: A command is carried out once, and an unknown word comes back with the nearest one

    Scenario: The same command twice is one event
      Given a person nominated for "CSTDCS" with everything in order
      When the unit clerk submits it on 2024-12-02
      And the same command arrives again
      Then the history has 2 events

    Scenario: An unknown award is answered with the nearest one
      When somebody is nominated for "CSTDC"
      Then the answer suggests "CSTDCS"
      And no dossier was opened

  Rule: Whatever the rules of an award ask has a place in the nomination file, or in a later act

    Scenario: The ladder of the Labour Order comes to the province on its papers
      Given the nomination file of "HCLD_BA"
      And the unit clerk has submitted it on 2026-01-15
      And the list of nominees was public for 10 working days without a reply
      When the unit head sends it on on 2026-02-10
      Then the dossier is in "provincial_review"
      And the verdict on it is "needs_human"
      And only the answer to "c.agency_opinion" is wanting

    Scenario: The public notice is not asked of the clerk, but of the council
      Given the nomination file of "HCLD_BA"
      And the unit clerk has submitted it on 2026-01-15
      When the unit head sends it on on 2026-02-10
      Then the unit head is told that "c.notice" is not known

    Scenario: A public notice that was a day too short holds the dossier at the council
      Given the nomination file of "HCLD_BA"
      And the unit clerk has submitted it on 2026-01-15
      And the list of nominees was public for 9 working days without a reply
      When the unit head sends it on on 2026-02-10
      Then the unit head is told that "c.notice" is in the way

    Scenario: A ladder without the ratings of its years is not known, and the ratings settle it
      Given the nomination file of "HCLD_BA"
      But the file says nothing of "ratings"
      When the unit clerk submits it on 2026-01-15
      Then the clerk is told that "c.individual" is not known
      When the unit clerk supplements "ratings" as the file has it
      And the unit clerk submits it on 2026-01-15
      Then the dossier is in "council_review"

    Scenario: A collective gets the provincial certificate for two excellent years
      Given the nomination file of "BK_TINH"
      When the unit clerk submits it on 2026-01-15
      And the unit head sends it on on 2026-02-10
      Then the dossier is in "provincial_review"
      And the verdict on it is "eligible"

    Scenario: What a collective is commended for has to be said
      Given the nomination file of "BK_TINH"
      But the file says nothing of "achievement"
      When the unit clerk submits it on 2026-01-15
      Then the clerk is told that "c.collective" is not known
      When the unit clerk supplements "achievement" as the file has it
      And the unit clerk submits it on 2026-01-15
      Then the dossier is in "council_review"

    Scenario: Whoever moved within the year needs the comment of the old unit
      Given the nomination file of "LDTT"
      But the file does not list the paper "nhan_xet_don_vi_cu"
      When the unit clerk submits it on 2026-01-15
      Then the clerk is told that "c.transfer" is in the way
      When the unit clerk supplements "documents" as the file has it
      And the unit clerk submits it on 2026-01-15
      Then the dossier is in "council_review"
      And the verdict on it is "eligible"

    Scenario: Whether somebody moved within the year is not guessed
      Given the nomination file of "LDTT"
      But the file says nothing of "months_at_old_unit"
      When the unit clerk submits it on 2026-01-15
      Then the clerk is told that "c.transfer" is not known
