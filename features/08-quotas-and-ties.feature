Feature: Quotas and ties
  Where the law gives fewer places than there are people who meet the criteria, each of them is told why.

  Rule: "Không quá" allows nothing above the share

    Scenario Outline: A share of the holders of Lao động tiên tiến is rounded down
      Given a unit with <holders> holders of "Lao động tiên tiến"
      And 3 candidates for "CSTDCS" with 15, 14 and 13 of 15 votes
      When the unit chooses on 2022-12-01
      Then <places> of them are in

      Examples:
        | holders | places |
        | 6       | 0      |
        | 7       | 1      |
        | 19      | 2      |
        | 20      | 3      |

    Scenario: Who missed the cut is told the place and the law
      Given a unit with 19 holders of "Lao động tiên tiến"
      And 3 candidates for "CSTDCS" with 15, 14 and 13 of 15 votes
      When the unit chooses on 2022-12-01
      Then the third is out, with the reason "place 3 of 2 under q.15"
      And the reason cites "Điều 9 khoản 3"

    Scenario: The cap of the old law ended with it
      Given a unit with 6 holders of "Lao động tiên tiến"
      And 3 candidates for "CSTDCS" with 15, 14 and 13 of 15 votes
      When the unit chooses on 2024-12-01
      Then 3 of them are in

    Scenario: Without the number of holders nobody is turned away
      Given a unit that did not send its number of holders
      And 3 candidates for "CSTDCS" with 15, 14 and 13 of 15 votes
      When the unit chooses on 2022-12-01
      Then all of them wait for an answer
      And the number "ldtt_holders" is named as missing

    Scenario: The best rating is capped in each group of like tasks
      Given a group of 14 people who were rated as having completed their tasks well
      And the group is under no exception
      When 4 of them are proposed for the rating "HTXSNV" of 2026
      Then 2 of them are in

  Rule: A province has its own number, and its council chooses

    Scenario Outline: At most ten people a year get the title of the capital
      Given <people> people who meet every criterion for "CONG_DAN_TDUT"
      When the city chooses by its regulation on 2026-03-20
      Then <in> of them are in and <asked> wait for the council

      Examples: the regulation ranks nobody, so the eleventh is not put out by chance
        | people | in | asked |
        | 9      | 9  | 0     |
        | 10     | 10 | 0     |
        | 11     | 0  | 11    |

  Rule: A tie is never broken silently

    Scenario: Equals at the last place are named, and the council is asked
      Given a unit with 13 holders of "Lao động tiên tiến"
      And 2 candidates for "CSTDCS" with 14 and 14 of 15 votes
      When the unit chooses on 2022-12-01
      Then both are named, and the council is asked

    Scenario: What the council answered settles the tie
      Given a unit with 13 holders of "Lao động tiên tiến"
      And 2 candidates for "CSTDCS" with 14 and 14 of 15 votes
      When the council has chosen the second
      And the unit chooses on 2022-12-01
      Then only the second is in

    Scenario Outline: Among equals the law puts a collective of women first
      Given one place for "BK_TINH" and two collectives that the council holds equal
      When 40 % of the one and <women> % of the other are women
      Then the place is settled as "<answer>"

      Examples: 69 % does not trigger the rule
        | women | answer               |
        | 75    | the second is in     |
        | 70    | the second is in     |
        | 69    | the council is asked |
