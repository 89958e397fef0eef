//! The main job without a network: a basement inspection begun, answered, killed, reopened and handed over, and the
//! verdicts in the file that leaves the tablet judged again by the native engine.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use soat_tests::stage::{Browser, Stage, scene};

const ESTABLISHMENT: &str = "Công trình tòa nhà hỗn hợp 24 tầng, 3 tầng hầm";
const DEPTH: &str = "Độ sâu lớn nhất của hố đào?";
const SHORING: &str = "Có dùng kết cấu chống đỡ";
const DESIGN: &str = "Kết cấu chống đỡ có đủ hồ sơ thiết kế";
const METHOD: &str = "Biện pháp thi công hố đào, kèm biện pháp bảo đảm an toàn";
const SAVED: &str = "Đã lưu trên máy";

#[test]
fn an_inspection_survives_the_tablet_and_is_judged_alike_natively() -> Result<()> {
    scene("inspection", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        stage.stop_server();
        browser.go("/")?;

        begin(&browser)?;
        answer(&browser)?;
        browser.screenshots("fill")?;

        stage.kill_browser()?;
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.wait_text("main", ESTABLISHMENT)?;
        browser.screenshots("home")?;
        browser.press_button("Làm tiếp")?;
        everything_is_back(&browser)?;

        browser.press_button("Xem kết quả")?;
        browser.wait_text("main", "11,5 m")?;
        browser.screenshots("findings")?;
        browser.press_button("Bàn giao")?;
        browser.press_button("Kết quả (JSON)")?;
        let report = stage.downloaded(".json").context("the report leaves the tablet")?;
        browser.screenshots("handover")?;
        let report: Value = serde_json::from_slice(&fs::read(report)?)?;
        native_engine_agrees(stage, &report)
    })
}

fn begin(browser: &Browser) -> Result<()> {
    click_text(browser, "a, button", "đầu tiên")?;
    browser.wait_text("main", "Tên cơ sở")?;
    type_into(browser, ".field", "Tên cơ sở", ESTABLISHMENT)?;
    browser.screenshots("new")?;
    click_text(browser, ".pick-row", "hố đào sâu")?;
    browser.press_button("Bắt đầu")?;
    browser.wait_text("h3", DEPTH)
}

/// A deep pit, shored, with neither a design nor an accepted method.
fn answer(browser: &Browser) -> Result<()> {
    type_into(browser, "section.item", DEPTH, "11,5")?;
    browser.wait_text(".saved", SAVED)?;
    choose(browser, SHORING, "Có")?;
    click_text(browser, "a, button", "Hồ sơ và biện pháp thi công")?;
    browser.wait_text("h3", METHOD)?;
    ensure!(verdict(browser, METHOD)? == "Chưa trả lời", "a question is judged before it is answered");
    choose(browser, METHOD, "Chưa có biện pháp")?;
    browser.until("the method fails", &format!("return {}", verdict_is(METHOD, "Không đạt")))?;
    choose(browser, DESIGN, "Không")?;
    browser.until("the design fails", &format!("return {}", verdict_is(DESIGN, "Không đạt")))?;
    browser.wait_text(".box", "11,5 m")?;
    browser.wait_text(".saved", SAVED)
}

fn everything_is_back(browser: &Browser) -> Result<()> {
    browser.wait_text("h3", METHOD)?;
    ensure!(verdict(browser, METHOD)? == "Không đạt", "the verdict is gone after the kill");
    ensure!(verdict(browser, DESIGN)? == "Không đạt", "an answer is gone after the kill");
    click_text(browser, "a, button", "Công trình và hố đào")?;
    browser.wait_text("h3", DEPTH)?;
    let value = browser
        .run(&format!("{FIND} return find('section.item', {}).querySelector('input').value", json!(DEPTH)))?;
    ensure!(value == json!("11,5"), "the depth is {value} after the kill");
    Ok(())
}

/// The answers of the file through the command line give the verdicts of the file.
fn native_engine_agrees(stage: &Stage, report: &Value) -> Result<()> {
    let list = &report["checklists"][0];
    let plain = |answers: &Value| -> Value {
        let map = answers.as_object().into_iter().flatten();
        map.map(|(name, answer)| {
            let literal = match answer.get("value") {
                Some(value) => value.clone(),
                None => json!({ "not_applicable": answer["not_applicable"] }),
            };
            (name.clone(), literal)
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
    };
    let mut answers = plain(&list["answers"]["answers"]);
    for (name, group) in list["answers"]["groups"].as_object().into_iter().flatten() {
        let rows: Vec<Value> =
            group["rows"].as_array().into_iter().flatten().map(|row| plain(&row["answers"])).collect();
        answers[name] = json!({ "rows": rows, "complete": group["complete"] });
    }
    let file = std::env::temp_dir().join(format!("soat-answers-{}.json", std::process::id()));
    fs::write(&file, json!({ "site": plain(&list["answers"]["site"]), "answers": answers }).to_string())?;
    let id = list["id"].as_str().context("the checklist's id")?;
    let day = report["as_of"].as_str().context("the day")?;
    let output = stage
        .soat()
        .args(["run", id, "--as-of", day, "--format", "json", "--answers"])
        .arg(&file)
        .output()?;
    fs::remove_file(&file)?;
    let native: Value = serde_json::from_slice(&output.stdout)
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let verdicts = |list: &Value| -> Vec<(Value, Value, Value)> {
        let requirements = list["requirements"].as_array().into_iter().flatten();
        requirements
            .map(|one| (one["id"].clone(), one["row"]["id"].clone(), one["verdict"].clone()))
            .collect()
    };
    let (own, again) = (verdicts(list), verdicts(&native["checklists"][0]));
    ensure!(own.len() > 40, "the file holds {} verdicts", own.len());
    ensure!(own.iter().any(|(.., verdict)| *verdict == json!("fail")), "nothing fails in the file");
    ensure!(own == again, "the native engine judges otherwise:\n{own:?}\n{again:?}");
    Ok(())
}

/// Finds the element of a kind that has this text, in the page.
const FIND: &str = "const find = (kind, text) => [...document.querySelectorAll(kind)].find(own => own.innerText.includes(text));";

fn click_text(browser: &Browser, kind: &str, text: &str) -> Result<()> {
    let (kind, text) = (json!(kind), json!(text));
    browser.until(
        &format!("{kind} with {text} is there"),
        &format!("{FIND} const own = find({kind}, {text}); if (own) own.click(); return !!own"),
    )
}

fn choose(browser: &Browser, question: &str, label: &str) -> Result<()> {
    let (asked, label) = (json!(question), json!(label));
    browser.until(
        &format!("{asked} offers {label}"),
        &format!(
            "{FIND} const card = find('section.item', {asked});
             const option = card && [...card.querySelectorAll('label.option')].find(own => own.innerText.trim() === {label});
             if (option) option.click(); return !!option"
        ),
    )
}

/// Types like a person who then goes on to the next field.
fn type_into(browser: &Browser, kind: &str, label: &str, text: &str) -> Result<()> {
    let (kind, label, text) = (json!(kind), json!(label), json!(text));
    browser.until(
        &format!("{label} has a field"),
        &format!(
            "{FIND} const own = find({kind}, {label}); const field = own && own.querySelector('input, textarea');
             if (!field) return false;
             field.focus(); field.value = {text};
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));
             field.dispatchEvent(new Event('change', {{ bubbles: true }})); return true"
        ),
    )
}

fn verdict_is(question: &str, word: &str) -> String {
    let (question, word) = (json!(question), json!(word));
    format!(
        "[...document.querySelectorAll('section.item')].some(card => card.innerText.includes({question}) && card.querySelector('.word').innerText === {word})"
    )
}

fn verdict(browser: &Browser, question: &str) -> Result<String> {
    let script =
        format!("{FIND} return find('section.item', {}).querySelector('.word').innerText", json!(question));
    Ok(browser.run(&script)?.as_str().unwrap_or_default().to_owned())
}
