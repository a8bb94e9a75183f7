Feature: A day at the desk
  Whoever opens the desk in a browser sees what needs them, the most urgent first, and does it without being shown how.

  Rule: The day begins with what is most urgent

    Scenario: The clerk reads what is overdue before anything else
      When "clerk-bk" opens the desk
      Then the first line is "CSTDCS-2025-0012", with "quá hạn 3 ngày làm việc"

    Scenario: What has two days left comes next for the province
      When "secretary-tinh-bk" opens the desk
      Then they read of "CSTD_TINH-2025-0003", with "còn 2 ngày làm việc"

    Scenario: A dossier of another unit is not there
      When "clerk-bk" opens the desk
      Then "CO_TINH-2024-0001" is not to be found for them

  Rule: What is proposed twice is told before it is recorded

    Scenario: A nominee of nearly the same name
      When "clerk-bk" is about to propose "Phạm thị ví dụ Bốn" for "CSTDCS" of 2024
      Then they read of "CSTDCS-2024-0004", with "gần giống"

  Rule: One act on many dossiers is looked at before it is done

    Scenario: Three go on, one is held and says why
      When "clerk-bk" looks ahead at "submit" for "CSTDCS-2025-0002, CSTDCS-2025-0003, CSTDCS-2025-0004, CSTDCS-2025-0005"
      Then 3 would go on and 1 would be held
      When they apply what they looked at
      Then "CSTDCS-2025-0003, CSTDCS-2025-0004, CSTDCS-2025-0005" are in "council_review"
      And "CSTDCS-2025-0002" are in "draft"

  Rule: A vote counts at once

    Scenario: One more vote in favour is exactly the threshold
      When "member-bk" votes "for" on "CSTDCS-2025-0006"
      Then the ballot of "CSTDCS-2025-0006" has 8 of 10 in favour, which is enough
