//! The engine in fifty lines: load a rules folder, check it, answer two questions, read the verdicts.

use std::path::Path;
use std::sync::Arc;

fn files(dir: &Path, root: &Path, found: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, root, found)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.push((name, std::fs::read(&path)?));
        }
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let root = Path::new("rules");
    let mut found = Vec::new();
    files(root, root, &mut found)?;
    let (pack, mut diagnostics) = soat::load::load_pack(found);
    let pack = Arc::new(pack);
    let (checked, more) = soat::check::check_pack(&pack);
    diagnostics.extend(more);
    for diagnostic in diagnostics.sorted() {
        let Some(source) = pack.sources.get(diagnostic.span.file) else { continue };
        let at = source.position(diagnostic.span.start);
        let (word, code) = (diagnostic.severity.word(), diagnostic.code);
        println!("{}:{}:{}: {word}[{code}]: {}", source.name, at.line, at.column, diagnostic.message.en);
        if let Some(witness) = diagnostic.witness {
            println!("    {:?}", witness.answers);
        }
    }
    for (id, one) in checked {
        if let Some(program) = one.program {
            println!("{id}: {} requirements", program.requirements().len());
        }
    }
    for file in &pack.cases {
        let Some(program) = soat::check::check(&pack, &file.checklist.value).program else { continue };
        for case in &file.cases {
            let run = soat::cases::run(&program, case);
            if !run.passed() {
                println!("case {}", case.name.value);
            }
            for m in run.mismatches {
                println!(
                    "   {} {} {:?}: expected {} got {} because {:?}",
                    m.requirement,
                    m.fact,
                    m.row,
                    m.expected,
                    m.got,
                    m.because.iter().map(|b| b.vi.clone()).collect::<Vec<_>>()
                );
            }
            for d in run.diagnostics {
                println!("   {}: {}", d.code, d.message.en);
            }
        }
    }
    Ok(())
}
