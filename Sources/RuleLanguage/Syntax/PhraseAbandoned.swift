import Events

/// The phrase being read makes no sense from here on; the mistake is reported.
struct PhraseAbandoned: Error {}
