//! A new version of the app waits until the user takes it, and never replaces the app under an open inspection.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;
use soat_tests::stage::{Browser, Stage, scene};
use xtask::workspace;

/// Serves the same app as another version: the service worker differs by a comment and its version.
fn publish_next_version(stage: &mut Stage) -> Result<()> {
    let app = stage.copy_of_app()?;
    rewrite(&app.join("sw.js"), |source| {
        source.replacen("const VERSION = \"", "const VERSION = \"next-", 1)
    })?;
    stage.serve(&app)
}

fn rewrite(file: &Path, change: impl FnOnce(String) -> String) -> Result<()> {
    workspace::write(file, change(workspace::read(file)?))
}

fn look_for_updates(browser: &Browser) -> Result<()> {
    browser
        .run("window.samePage = true; await (await navigator.serviceWorker.getRegistration()).update()")?;
    browser.until("the update waits", "return document.documentElement.dataset.update === 'waiting'")
}

const VERSION: &str = "
    const answer = new Promise(done => navigator.serviceWorker.addEventListener('message', event => {
        if (event.data.type === 'version') done(event.data.version);
    }));
    navigator.serviceWorker.controller.postMessage({ type: 'version' });
    return (await answer).startsWith('next-');";

#[test]
fn a_new_version_waits_until_it_is_taken() -> Result<()> {
    scene("update", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        publish_next_version(stage)?;
        look_for_updates(&browser)?;
        ensure!(browser.run(VERSION)? == json!(false), "the new version did not wait");

        browser.run("dispatchEvent(new CustomEvent('soat-update-activate'))")?;
        browser.until(
            "the page was loaded again",
            "return !window.samePage && window.wasmBindings !== undefined",
        )?;
        ensure!(browser.run(VERSION)? == json!(true), "the old version is still there");
        let caches = browser.run("return (await caches.keys()).length")?;
        ensure!(caches == json!(1), "{caches} caches are left");
        Ok(())
    })
}

#[test]
fn a_new_version_does_not_take_over_under_an_open_inspection() -> Result<()> {
    scene("update-refused", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        publish_next_version(stage)?;
        look_for_updates(&browser)?;
        browser.run(
            "await new Promise(held => navigator.locks.request('soat:7', () => {
                 held();
                 return new Promise(() => {});
             }));
             addEventListener('soat-update-refused', () => { window.refused = true });
             dispatchEvent(new CustomEvent('soat-update-activate'))",
        )?;
        browser.until("the page is told", "return window.refused === true")?;
        ensure!(browser.run("return window.samePage === true")? == json!(true), "the page was loaded again");
        ensure!(browser.run(VERSION)? == json!(false), "the new version took over");
        Ok(())
    })
}

#[test]
fn a_half_finished_deployment_is_not_kept() -> Result<()> {
    scene("update-mixed", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        publish_next_version(stage)?;
        let app = stage.copy_of_app()?;
        rewrite(&app.join("sw.js"), |source| {
            let source = source.replacen("const VERSION = \"", "const VERSION = \"next-", 1);
            source.replace("[\"/boot.js\", \"sha256-", "[\"/boot.js\", \"sha256-AAAA")
        })?;
        stage.serve(&app)?;
        browser.run("await (await navigator.serviceWorker.getRegistration()).update().catch(() => {})")?;
        browser.until(
            "the installation was given up",
            "const r = await navigator.serviceWorker.getRegistration(); return !r.installing && !r.waiting",
        )?;
        stage.stop_server();
        browser.go("/")?;
        ensure!(browser.run(VERSION)? == json!(false), "the mixed version took over");
        Ok(())
    })
}
