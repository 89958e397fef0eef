//! After the first visit the app needs no network.

use anyhow::{Result, ensure};
use serde_json::json;
use soat_tests::stage::scene;

#[test]
fn after_the_first_visit_the_app_opens_without_a_server() -> Result<()> {
    scene("offline", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        let online = browser.text("body")?;

        stage.stop_server();
        browser.go("/")?;
        ensure!(browser.text("body")? == online, "the app differs without a server");
        browser.go("/an/address/inside/the/app")?;
        browser.reload()?;

        let title = browser.run("return document.title")?;
        ensure!(title == json!("Soát"), "the title is {title}");
        browser.screenshots("offline")
    })
}

#[test]
fn after_a_kill_the_app_opens_without_a_server() -> Result<()> {
    scene("offline-after-kill", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        stage.stop_server();
        stage.kill_browser()?;
        stage.open_browser()?.go("/")
    })
}

#[test]
fn everything_listed_is_kept_and_nothing_else() -> Result<()> {
    scene("precache", |stage| {
        let browser = stage.open_browser()?;
        browser.go("/")?;
        browser.ready_offline()?;
        let kept = browser.run(
            "const names = await caches.keys();
             const keys = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
             return { names: names.length, files: keys.flat().map(key => new URL(key.url).pathname).sort() };",
        )?;
        let served = xtask::workspace::files_below(&xtask::workspace::Workspace::locate().dist())?;
        let served: Vec<String> = served
            .into_iter()
            .filter(|file| xtask::workspace::ending(file) != "br" && file != "sw.js")
            .map(|file| format!("/{file}"))
            .collect();
        ensure!(kept == json!({ "names": 1, "files": served }), "kept {kept}, expected {served:?}");
        Ok(())
    })
}
