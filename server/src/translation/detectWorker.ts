/** Runs in a worker thread: detects the languages of texts. */
import { detect } from 'tinyld/heavy'

/** Short titles without kana are taken for Japanese by the library. */
const IS_HAN_ONLY = /^(?=.*\p{Script=Han})(?:\p{Script=Han}|\P{L})*$/su

/** Returns the language of each text as an ISO 639-1 code; empty if it is unknown. */
export function detectAll(texts: readonly string[]): string[] {
	return texts.map((text) => (IS_HAN_ONLY.test(text) ? 'zh' : detect(text)))
}
