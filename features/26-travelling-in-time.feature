Feature: Looking at the past
  An auditor or a clerk asks any question of an earlier moment, and gets the answer that anybody would have got then.
  Two clocks are never mixed: when something was written down, and the business day it speaks of.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the council of 15 has given 12 votes and 0 written opinions in favour

  Rule: What was recorded later is not there

    Scenario: The dossier as it stood at a moment
      When the auditor looks at what was recorded by "2024-12-05"
      Then it stood in "council_review" after 2 events
      And no vote of the unit's council was on file

    Scenario: The vote is there from the moment of its recording on
      When the auditor looks at what was recorded by "2024-12-09"
      Then it stood in "council_review" after 3 events
      And the unit's council had given 12 votes in favour

    Scenario: A dossier that was proposed later is not there, and says since when it is
      When the auditor looks at what was recorded by "2024-11-19"
      Then there is no such dossier yet, and 20/11/2024 is named as its day
      And the list of dossiers is empty

    Scenario: What stood in the way then is told, not what stands in the way now
      When the auditor asks by what was recorded by "2024-12-05" why it could not be sent on
      Then "c.vote" stood in the way
      But by what was recorded by "2024-12-09" it did not

    Scenario: The hour counts, in Vietnam's time
      When the auditor looks at what was recorded by "09/12/2024 07:59"
      Then it stood in "council_review" after 2 events

  Rule: A look at the past says so before everything else

    Scenario: The first line is a band
      When the clerk lists the dossiers as recorded by "05/12/2024 16:00"
      Then the first line says "ĐANG XEM QUÁ KHỨ: những gì đã ghi sổ đến 16:00:00 05/12/2024"

    Scenario: A program is told as well
      When a program asks for the dossier as recorded by "2024-12-05"
      Then its data say that they are of the past, recorded by "2024-12-05T23:59:59.999999+07:00"

    Scenario: A moment that has not come is refused
      When the clerk lists the dossiers as recorded by "2999-01-01"
      Then the clerk is told that the moment "chưa đến"

  Rule: A business day is another question than a moment of recording

    Scenario: A paper that was written down late had happened before
      Given a clerk's correction of 2024-12-11 was written down only on 2025-01-06
      When the auditor looks at the business day 2024-12-12
      Then the correction is among what had happened

    Scenario: What was known at a moment about a day
      Given a clerk's correction of 2024-12-11 was written down only on 2025-01-06
      When the auditor looks at the business day 2024-12-12 by what was recorded by "2024-12-31"
      Then the correction is not among what had happened

    Scenario: A mandate holds on the days of its paper
      Given "head-1" has delegated "unit_head" to "deputy-1" from 2024-12-10 to 2024-12-20
      When the auditor asks for the mandates of 2024-12-15
      Then one mandate held
      But on 2024-12-21 none did

  Rule: Nothing that was published, shipped or changed later reaches the past

    Scenario: Rules published afterwards are not in force in the past
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      And the approver has published them
      When the auditor looks at what was recorded before that publication
      Then no publication is there

    Scenario: A draft is judged by the rules that its proposal named
      Given a draft of another person
      And a later release brings stricter rules
      When the auditor looks at the draft as it was then
      Then the rules that its proposal named judge it

    Scenario: What no event tells is said, and not made up
      Given a draft of another person, recorded before proposals named their rules
      When the auditor looks at the draft as it was then
      Then the auditor is told that it cannot be told

  Rule: Two moments are compared in words

    Scenario: Between two events
      When the auditor compares it between event 2 and event 3
      Then the comparison says "Tiêu chuẩn c.vote: chưa rõ → đạt"
      And the comparison says "Thêm: Số phiếu đồng ý của Hội đồng cơ sở: 12"

    Scenario: Between two days
      When the auditor compares it between "2024-11-30" and "2024-12-05"
      Then the comparison says "Trạng thái: Bản dự thảo → Hội đồng cơ sở đang xét"
