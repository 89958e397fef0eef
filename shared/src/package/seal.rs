//! The signature of a package: Ed25519 over the manifest's hash, and so over every part. Whose key it is, the reader
//! must know from elsewhere.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::manifest::Manifest;
use crate::journal::Hash;
use crate::journal::json::{Json, object, to_text};

/// Who signed and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The public key.
    pub key: [u8; 32],
    pub signature: [u8; 64],
}

/// As the part `signature` holds it: canonical JSON of hexadecimal texts.
struct Written {
    key: Hash,
    /// The two halves of the signature.
    signature: Vec<Hash>,
}

object!(Written { key, signature });

/// Signs with a secret key, 32 bytes that the caller keeps and drew at random.
pub fn sign(manifest: &Manifest, secret: &[u8; 32]) -> Seal {
    let key = SigningKey::from_bytes(secret);
    let signature = key.sign(&message(manifest.sha256())).to_bytes();
    Seal { key: key.verifying_key().to_bytes(), signature }
}

/// Whether the seal is over this manifest. Keys and signatures that would fit more than one message are refused.
pub fn verify(manifest: &Manifest, seal: &Seal) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(&seal.key) else { return false };
    key.verify_strict(&message(manifest.sha256()), &Signature::from_bytes(&seal.signature)).is_ok()
}

/// The public key of a secret one, for showing and registering it.
pub fn public_key(secret: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(secret).verifying_key().to_bytes()
}

/// Says what is signed, so that the signature means nothing anywhere else.
fn message(manifest: Hash) -> Vec<u8> {
    let mut message = b"soat package 1\n".to_vec();
    message.extend(manifest.as_bytes());
    message
}

impl Seal {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let (halves, _) = self.signature.as_chunks::<32>();
        let signature = halves.iter().copied().map(Hash::from_bytes).collect();
        to_text(&Written { key: Hash::from_bytes(self.key), signature }).into_bytes()
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let Written { key, signature: halves } = Written::read(&serde_json::from_slice(bytes).ok()?)?;
        let mut signature = [0; 64];
        for (to, from) in signature.iter_mut().zip(halves.iter().flat_map(Hash::as_bytes)) {
            *to = *from;
        }
        let seal = Self { key: *key.as_bytes(), signature };
        (seal.to_bytes() == bytes).then_some(seal)
    }
}
