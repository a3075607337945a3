//! Golden cases through the server's preview endpoint: the answers that core gives natively, to the
//! byte (R9).

use serde_json::json;
use waypost_parity::cases;
use waypost_tests::TestApp;

#[tokio::test]
async fn r9_the_preview_endpoint_answers_every_golden_case_to_the_byte() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut asked = 0;
    for case in cases().into_iter().filter(|case| case.function == "preview") {
        let [document, mapping, chart, catalog] = case.arguments.as_slice() else {
            panic!("{} has {} arguments", case.name, case.arguments.len());
        };
        let body = json!({
            "document": document, "mapping": mapping, "chart": chart, "catalog": catalog,
        });
        let reply = admin.post("/api/v1/preview", &body).await;
        match case.answer {
            Ok(answer) => assert_eq!(reply.expect(200).body, answer, "{}", case.name),
            Err(refusal) => {
                let problem = reply.refused(422, refusal.code).json();
                assert_eq!(problem["path"], refusal.path, "{}", case.name);
                let words = refusal.message.trim_end_matches('.');
                let detail = problem["detail"].as_str().unwrap_or_default();
                assert!(detail.contains(words), "{}: {words:?} in {detail:?}", case.name);
            }
        }
        asked += 1;
    }
    assert!(asked > 80, "{asked} cases");
    app.stop().await;
}
