fn main() {
    let mut files = Vec::new();
    fn walk(dir: &std::path::Path, root: &std::path::Path, files: &mut Vec<(String, Vec<u8>)>) {
        for e in std::fs::read_dir(dir).unwrap() {
            let p = e.unwrap().path();
            if p.is_dir() {
                walk(&p, root, files)
            } else {
                files.push((p.strip_prefix(root).unwrap().display().to_string(), std::fs::read(&p).unwrap()))
            }
        }
    }
    let root = std::path::Path::new("rules");
    walk(root, root, &mut files);
    let (pack, d) = soat::load::load_pack(files);
    for x in d.iter() {
        println!("load {:?} {} {:?}", x.severity, x.code, x.message.en);
    }
    let pack = std::sync::Arc::new(pack);
    for id in pack.checklists.keys() {
        let c = soat::check::compile(&pack, id);
        println!("{id} {}", c.program.is_some());
        for x in c.diagnostics.iter().take(20) {
            let pos = pack.sources.get(x.span.file).map(|s| (s.name.clone(), s.position(x.span.start)));
            println!("{:?} {} {:?} {:?}", x.severity, x.code, x.message.en, pos);
        }
    }
}
