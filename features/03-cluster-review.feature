Feature: Cluster review
  Law uses the cluster for flags only; for everybody else the stage is passed over, visibly.

  Rule: A flag goes to who leads the cluster

    Scenario: The leader of the cluster goes on to the province
      Given a department nominated for "CO_TINH" that has come to its cluster
      And the cluster has ranked it 1 of 9
      When the cluster head sends it on on 2024-12-20
      Then the dossier is in "provincial_review"

    Scenario: The second in the cluster is told why not
      Given a department nominated for "CO_TINH" that has come to its cluster
      And the cluster has ranked it 2 of 9
      When the cluster head sends it on on 2024-12-20
      Then the cluster head is told that "c.leads" is in the way
      And nothing was changed

    Scenario: Before the ranking nobody goes on
      Given a department nominated for "CO_TINH" that has come to its cluster
      When the cluster head sends it on on 2024-12-20
      Then the cluster head is told that "c.leads" is not known

  Rule: What only people can judge is asked, and not guessed

    Scenario: The council has to say whom it selects
      Given a person nominated for "CSTD_TINH" with everything in order
      And the unit clerk has submitted it on 2024-12-02
      When the unit head sends it on on 2024-12-10
      Then the unit head is told that "c.select" is not known

  Rule: A stage that does not apply is passed by an event with its legal reason

    Scenario: TC76 A person's title never waits at the cluster, and the cluster has no say in it
      Given a person nominated for "CSTDCS" with everything in order
      And the unit clerk has submitted it on 2024-12-02
      And the council of 15 has given 12 votes and 0 written opinions in favour
      When the unit head sends it on on 2024-12-10
      Then the dossier is in "head_decision"
      And "cluster_review" was passed over because "Luật chỉ dùng cụm, khối thi đua để xét cờ thi đua" by "Điều 25, Điều 26"
      When the cluster ranks it 1 of 9 all the same
      Then the cluster head is told that "state" is in the way
      And nothing was changed

    Scenario: A person's title passes over cluster and province
      Given a person nominated for "CSTDCS" with everything in order
      And the unit clerk has submitted it on 2024-12-02
      And the council of 15 has given 12 votes and 0 written opinions in favour
      When the unit head sends it on on 2024-12-10
      Then the stages "cluster_review, provincial_approval" were passed over with a reason

    Scenario: A provincial title passes over the cluster only
      Given a person nominated for "CSTD_TINH" with everything in order
      And the unit clerk has submitted it on 2024-12-02
      And the council has answered "c.select" with "true"
      When the unit head sends it on on 2024-12-10
      Then the dossier is in "provincial_review"
      And the stages "cluster_review" were passed over with a reason
