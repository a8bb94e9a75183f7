Feature: Auditors at the desk
  An auditor asks the record in the browser: how it stood at a moment, what changed, whether it can be replayed, what proves it.
  Nothing can be changed there, and what an auditor has read is on record like anybody's reading.

  Background:
    Given a person nominated for "CSTDCS" with everything in order
    And the unit clerk has submitted it on 2024-12-02
    And the council of 15 has given 12 votes and 0 written opinions in favour
    And an auditor has opened the desk

  Rule: Every look at the past says so, and leads from change to change

    Scenario: The dossier as it stood on a day
      When the auditor opens the dossier as recorded by "05/12/2024"
      Then the auditor reads "ĐANG XEM QUÁ KHỨ: những gì đã ghi sổ đến 23:59:59 05/12/2024"
      And the page tells 2 events
      When the auditor goes on to the next change
      Then the page tells 3 events
      When the auditor goes back before this change
      Then the page tells 2 events

    Scenario: What changed between two moments
      When the auditor compares the dossier at the desk from "2" to "3"
      Then the auditor reads "Tiêu chuẩn c.vote: chưa rõ → đạt"

    Scenario: Two moments in the wrong order
      When the auditor compares the dossier at the desk from "3" to "2"
      Then the auditor reads "Điểm sau phải đến sau điểm trước"

  Rule: Replayed, decided again and re-argued are three answers

    Scenario: A dossier that is in order
      When the auditor replays the dossier at the desk
      Then the auditor reads "Có: dựng lại được, giống hệt bảng hồ sơ."
      And the auditor reads "đúng như đã ghi"
      And the auditor does not read "GIẢ ĐỊNH:"

    Scenario: The law of another day is a what-if
      When the auditor replays the dossier at the desk and supposes the law of "2025-06-01"
      Then the auditor reads "GIẢ ĐỊNH: quy tắc khác trên dữ kiện cũ; không phải kết quả đã ghi."

    Scenario: A letter was changed in the record
      When somebody changes a letter in event 3 afterwards
      And the auditor replays the dossier at the desk
      Then the auditor reads "KHÔNG: khác tại sự kiện 3"
      When the auditor has the whole record checked
      Then the auditor reads "CÓ SAI KHÁC."

  Rule: What is proved can be taken away, and what is not says so

    Scenario: A log that nobody has signed
      When the auditor opens the proof of the dossier
      Then the auditor reads "Sổ chưa có điểm kiểm nào được ký"

    Scenario: A stranger accepts what the auditor took away
      Given the office and a witness have keys, and the auditor trusts both
      And the office has signed the log
      When the auditor opens the proof of the dossier
      Then every event of the dossier is shown as proved
      When the auditor takes the bundle away
      Then a stranger's verifier accepts it
      And the list of readers names the auditor

    Scenario: What happened since the checkpoint is not proved yet
      Given the office and a witness have keys, and the auditor trusts both
      And the office has signed the log
      And the council's secretary has returned the dossier afterwards
      When the auditor opens the proof of the dossier
      Then the auditor reads "3 trên 4 sự kiện của hồ sơ có đường dẫn đến mã băm gốc đã ký."
      And the auditor reads "chưa được đánh số"

  Rule: The whole record is for auditors

    Scenario: Who held which role on a day
      When the auditor asks who held which role on "2023-12-31"
      Then the auditor reads "Không giữ vai trò nào vào ngày này."

    Scenario: A clerk is not let in
      When a clerk of the unit asks for the proof of the dossier
      Then the clerk is told that the page is for "kiểm toán viên"
