Feature: Legal terms
  A term is counted by the law and by a calendar that says where each day off comes from, so that two offices
  come to the same day, and whoever is told of it can check why.

  Rule: The day of the event is not counted, and days off do not count as working days

    Scenario: A term runs over Tết
      Given a dossier is received on 2026-02-10
      When a term of "10 ngày làm việc" is counted
      Then it ends on Tuesday 2026-03-03
      And 5 days of Tết are named among the days that did not count

    Scenario: Tết across the end of a term in calendar days
      Given a dossier is received on 2026-02-10
      When a term of "7 ngày" is counted
      Then it ends on Monday 2026-02-23

    Scenario: A Saturday worked instead of another day counts
      Given a dossier is received on 2024-04-26
      When a term of "3 working days" is counted
      Then it ends on Saturday 2024-05-04

    Scenario Outline: Notices are open for as long as was published
      Given a notice is put up on the day before <first>
      When a term of "<term>" is counted
      Then its last day is <last>

      Examples: Cần Thơ 2025, Tiền Giang 2022, Hưng Yên 2021
        | first      | term            | last       |
        | 2025-11-20 | 10 working days | 2025-12-03 |
        | 2025-12-08 | 3 working days  | 2025-12-10 |
        | 2022-09-26 | 10 days         | 2022-10-05 |
        | 2021-10-07 | 5 days          | 2021-10-11 |

  Rule: A last day that is off moves to the end of the next working day

    Scenario: A term ends on a Saturday
      Given a dossier is received on 2026-02-28
      When a term of "14 days" is counted
      Then it ends on Monday 2026-03-16

    Scenario: A month without that day ends with its last day
      Given a dossier is received on 2024-01-31
      When a term of "1 month" is counted
      Then it ends on Thursday 2024-02-29

  Rule: While a dossier is suspended its clock stands still

    Scenario: A suspension moves the end by the working days it took
      Given a dossier is received on 2026-03-02
      And its clock stood still from 2026-03-05 to 2026-03-11
      When a term of "5 working days" is counted
      Then it ends on Monday 2026-03-16

    Scenario: Suspensions that overlap are not counted twice
      Given a dossier is received on 2026-03-02
      And its clock stood still from 2026-03-05 to 2026-03-11
      And its clock stood still from 2026-03-09 to 2026-03-10
      When a term of "5 working days" is counted
      Then it ends on Monday 2026-03-16

    Scenario: Nobody knows the end while the clock stands still
      Given a dossier is received on 2026-03-02
      And its clock stands still since 2026-03-05
      When a term of "5 working days" is counted
      Then it has no end yet, with 2 days counted and 3 left

    Scenario: A clock does not run backwards
      Given a dossier is received on 2026-03-02
      And its clock stands still since 2026-03-05
      When somebody resumes it on 2026-03-04
      Then that is refused, because a clock does not run backwards

  Rule: What nobody has confirmed is said with the answer

    Scenario: A year without an official notice warns
      Given a dossier is received on 2027-03-01
      When a term of "10 working days" is counted
      Then the answer warns that 2027 is a guess by rule

    Scenario: A day that may become a day off warns where it matters
      Given a dossier is received on 2026-11-20
      When a term of "3 working days" is counted
      Then the answer warns that 24 November may be off

    Scenario: A confirmed year does not warn
      Given a dossier is received on 2025-03-03
      When a term of "10 working days" is counted
      Then the answer warns of nothing

    Scenario: Beyond the last year nothing is guessed
      Given a dossier is received on 2027-12-20
      When a term of "3 months" is counted
      Then that is refused, because the calendar ends with 2027

  Rule: When a year is announced, the deadlines that move are listed

    Scenario: Another day off moves the deadlines that run over it, and no other
      Given deadlines of "5 working days" for dossiers received on 2027-03-01 and on 2027-04-01
      When the government takes 2027-03-05 off
      Then only the first one moves, from 2027-03-08 to 2027-03-09
      And the reason is that 05/03/2027 is now off

    Scenario: The running terms of dossiers are counted against the announced year
      Given a dossier whose decision has to be sent on, approved on 2027-03-01
      When the year in which 2027-03-05 is taken off is held against the stored deadlines
      Then "notify_term" of the dossier moves from 2027-03-15 to 2027-03-16 because of 05/03/2027
