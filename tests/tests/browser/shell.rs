//! What is around the app: the policy that keeps data here, the manifest, and plain words when the app cannot start.

use anyhow::{Result, ensure};
use serde_json::json;
use soat_tests::stage::scene;

#[test]
fn the_app_starts_without_a_complaint_in_the_console() -> Result<()> {
    scene("console", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        let complaints = browser.complaints()?;
        ensure!(complaints.is_empty(), "{complaints:?}");
        Ok(())
    })
}

#[test]
fn no_request_may_leave_the_origin_and_no_foreign_script_runs() -> Result<()> {
    scene("policy", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        let sent = browser.run(
            "try { await fetch('http://127.0.0.1:9/'); return 'sent' } catch (trouble) { return trouble.name }",
        )?;
        ensure!(sent == json!("TypeError"), "a request left: {sent}");
        let ran = browser.run(
            "const script = document.createElement('script');
             script.textContent = 'window.ran = true';
             document.head.append(script);
             return window.ran === true",
        )?;
        ensure!(ran == json!(false), "an inline script ran");
        let blocked = browser.complaints()?;
        ensure!(
            blocked.iter().filter(|line| line.contains("Content Security Policy")).count() >= 2,
            "{blocked:?}"
        );
        Ok(())
    })
}

#[test]
fn the_typeface_is_ours_and_arrives_after_the_first_paint() -> Result<()> {
    scene("typeface", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.until(
            "the typeface is listed",
            "return [...document.fonts].some(f => f.family.includes('Be Vietnam Pro'))",
        )?;
        let loaded = browser
            .run("return (await document.fonts.load('600 18px \"Be Vietnam Pro\"', 'Soát đạt')).length")?;
        ensure!(loaded == json!(2), "{loaded} files for Latin and Vietnamese");
        Ok(())
    })
}

#[test]
fn the_app_can_be_installed() -> Result<()> {
    scene("manifest", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        let manifest = browser.session().chromium("Page.getAppManifest", &json!({}))?;
        ensure!(manifest["errors"] == json!([]), "{}", manifest["errors"]);
        let hindrances = browser.session().chromium("Page.getInstallabilityErrors", &json!({}))?;
        ensure!(hindrances["installabilityErrors"] == json!([]), "{hindrances}");
        Ok(())
    })
}

#[test]
fn a_module_that_cannot_be_loaded_is_explained_in_plain_words() -> Result<()> {
    scene("broken-module", |stage| {
        let app = stage.copy_of_app()?;
        for file in xtask::workspace::files_below(&app)? {
            if xtask::workspace::ending(&file) == "wasm" {
                std::fs::remove_file(app.join(file))?;
            }
        }
        stage.serve(&app)?;
        let browser = stage.open_browser()?;
        browser.session().go(&stage.address())?;
        browser.wait_text("#boot", "Soát chưa mở được")?;
        browser.wait_text("#boot", "What is stored on this device is safe")?;
        browser.screenshots("cannot-start")
    })
}

#[test]
fn a_crash_is_said_in_plain_words_with_a_way_on() -> Result<()> {
    scene("crash", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.run(
            "dispatchEvent(new ErrorEvent('error', { error: new Error('of a page') }));
             if (document.getElementById('crash')) return;
             window.samePage = true;
             dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
        )?;
        browser.wait_text("#crash", "Soát gặp sự cố")?;
        browser.screenshots("crash")?;
        browser.press_button("Tải lại · Reload")?;
        browser.until(
            "the page was loaded again",
            "return !window.samePage && window.wasmBindings !== undefined",
        )?;
        browser.wait_gone("#crash")
    })
}
