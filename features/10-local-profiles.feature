Feature: Local profiles
  A province asks what its own decision lays down, beside the law and for its own days only.

  Rule: The decision of a province judges from its first day

    Scenario Outline: What the province adds counts from the day its decision is in force
      Given an excellent collective of Bắc Ninh with one member given a warning
      When the dossier is received on <day>
      Then it is "<verdict>" under "<version>"

      Examples: the law has no bar of discipline at this title, Decision 86/2025 has
        | day        | verdict      | version         |
        | 2025-12-14 | eligible     | V2022b          |
        | 2025-12-15 | not_eligible | V2022b_bac_ninh |

    Scenario: Another province is judged by the law alone
      Given an excellent collective of Hà Nội with one member given a warning
      When the dossier is received on 2026-01-05
      Then it is "eligible" under "V2022b"

    Scenario: What judged at receipt stays with the dossier
      Given an excellent collective of Bắc Ninh with nobody disciplined
      When the dossier is received on 2026-01-05
      Then it is "eligible" under "V2022b_bac_ninh"
      And the rules that were put together are kept with the dossier
      And its history replays

  Rule: A province may be stricter than the law, not looser

    Scenario: A stricter share is taken
      Given policy staff of Bắc Ninh write a profile for "TTLDXS"
      When they ask for 80 % Advanced Workers in place of 70 %
      Then the profile is fine

    Scenario: A looser share is refused, and says which article could allow it
      Given policy staff of Bắc Ninh write a profile for "TTLDXS"
      When they ask for 60 % Advanced Workers in place of 70 %
      Then the profile is refused for "loosens-national" at line 7
      And they are told of "Luật 06/2022/QH15, Điều 27 khoản 3"

    Scenario: With the article that leaves it to the province, the same change is taken
      Given policy staff of Bắc Ninh write a profile for "TTLDXS"
      When they ask for 60 % Advanced Workers in place of 70 %, by "Điều 27 khoản 3"
      Then the profile is fine

    Scenario: A criterion of the law is not simply dropped
      Given policy staff of Bắc Ninh write a profile for "TTLDXS"
      When they drop "c.inner"
      Then the profile is refused for "drops-national" at line 5

    Scenario: A province cites its own decision
      Given policy staff of Bắc Ninh write a profile for "TTLDXS"
      When they ask for 80 % Advanced Workers and cite the law itself
      Then the profile is refused for "not-local" at line 9

  Rule: A province may have an award of its own

    Scenario: Its award is unknown elsewhere
      When somebody is proposed for "CONG_DAN_TDUT" without a profile
      Then there are no rules for that award

    Scenario: Before its regulation there are no rules, and a person is asked
      Given the rules of Hà Nội for "CONG_DAN_TDUT"
      When somebody is judged on 2025-12-05
      Then people have to decide, because the award exists only by "Quyết định 71/2025/QĐ-UBND"
