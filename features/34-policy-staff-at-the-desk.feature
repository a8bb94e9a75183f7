Feature: Policy staff at the desk
  Whoever keeps the rules reads them in the browser as they judge: of any day, for any province, sentence by sentence with
  the source of each. Nothing can be changed there.

  Background:
    Given policy staff have opened the desk

  Rule: The rulebook of a day is the one that judges what is received on that day

    Scenario: Rules that were published count from their day
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      And the approver has published them
      When they read the rules of "CSTDCS" on 2024-06-01
      Then the page says "không dưới 90 %"
      And the page says "Quyết định 01/QĐ-MẪU"
      When they read the rules of "CSTDCS" on 2023-12-31
      Then the page does not say "90 %"
      And the page says "Sắp thay đổi"

    Scenario: Rules that wait for a second person judge nobody
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      When they read the rules of "CSTDCS" on 2024-06-01
      Then the page does not say "90 %"
      And the list of publications says "Chờ duyệt"

    Scenario: A law whose wording was not seen has no rules
      When they read the rules of "CSTDCS" on 2026-10-01
      Then the page says "Chưa nạp quy tắc theo luật này"
      And the page says "Xem quy tắc ngày cuối cùng đã nạp, 30/09/2026"

  Rule: What is not certain is never told as if it were

    Scenario: A source that was not read is marked
      When they read the rules of "CSTDCS" on 2025-06-20
      Then the page says "chưa xác nhận nguyên văn"
      And the page says "Hội đồng có chấp nhận dùng lại cho danh hiệu này không?"

    Scenario: The past does not borrow the rules of today
      When they read the rules of "CSTDCS" as recorded by 2020-01-01
      Then the page says "ĐANG XEM QUÁ KHỨ"
      And the page says "Không biết được"

  Rule: What a province adds is laid over visibly, on its days only

    Scenario Outline: Bắc Ninh before and after its decision
      When they read the rules of "TTLDXS" on <day> for "bac-ninh"
      Then the page <says> "Địa phương quy định khác gì"

      Examples:
        | day        | says         |
        | 2025-12-14 | does not say |
        | 2025-12-15 | says         |

  Rule: What changed is told in words

    Scenario: The ballot came with the law of 2022
      When they compare the rules of "CSTDCS" of 2023-06-01 and 2024-06-01
      Then the page says "tiêu chuẩn mới"
      And the page says "có thể làm đổi kết luận"

  Rule: Examples show what the rules do, and what they were never tried on

    Scenario: The shipped examples reach everything
      When they read the examples of "CSTDCS" on 2025-06-20
      Then the page says "Mọi kết quả có thể có"

    Scenario: One example is not enough
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      And the approver has published them
      When they read the examples of "CSTDCS" on 2024-06-01
      Then the page says "all agree"
      And the page says "Chưa có ví dụ cho"

  Rule: A workflow is shown with what was proved of it

    Scenario: The publication of rules
      When they read the workflow "rules-publication"
      Then the page says "Mọi điều đều đúng."
      And the page says "Người soạn quy tắc"
      And its picture is shown
