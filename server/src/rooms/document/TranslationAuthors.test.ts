import { buildCard, isCardTranslation, putRecord, recordsOf, translationFor } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { changesOf } from '../gate/recordChanges.ts'
import { TranslationAuthors } from './TranslationAuthors.ts'

const ID = 'shape:a'
const KEY = 'tr.es'
const TEXT = 'Rain'

describe('[READ5b] the author of a translation', () => {
	let doc: Y.Doc
	let authors: TranslationAuthors
	beforeEach(() => {
		doc = new Y.Doc()
		authors = new TranslationAuthors(recordsOf(doc))
		add()
	})
	const add = () =>
		putRecord(recordsOf(doc), buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: TEXT }, 'ana'))
	/** Changes the document as a member, and returns the correction. */
	const as = (owner: string, change: () => void) =>
		doc.transact((transaction) => {
			change()
			return authors.restore(changesOf(doc, transaction), { owner, isFacilitator: owner === 'facilitator' })
		})
	const translate = (text: string, by: string | null) =>
		recordsOf(doc)
			.get(ID)
			?.set(KEY, translationFor(TEXT, text, by))
	const author = () => {
		const stored = recordsOf(doc).get(ID)?.get(KEY)
		return isCardTranslation(stored) ? (stored.by ?? null) : expect.fail()
	}

	it.each(['ben', 'facilitator'])('is the member %s who writes it', (owner) => {
		expect(as(owner, () => translate('Lluvia', owner))).toBe('nothing')
		expect(author()).toBe(owner)
	})

	it('is nobody if the member names somebody else, or nobody', () => {
		expect(as('ben', () => translate('Lluvia', 'ana'))).toBe('added')
		expect(author()).toBeNull()
		expect(as('ben', () => translate('Lluvias', null))).toBe('nothing')
		expect(author()).toBeNull()
	})

	it('returns if another member undoes an edit, or the deletion of the card', () => {
		as('ana', () => translate('Lluvia', 'ana'))
		as('ben', () => translate('Llueve', 'ben'))
		expect(as('ben', () => translate('Lluvia', 'ana'))).toBe('nothing')
		as('ben', () => recordsOf(doc).delete(ID))
		as('ben', () => {
			add()
			translate('Lluvia', 'ana')
		})
		expect(author()).toBe('ana')
	})

	it('is known of what the server has written', () => {
		doc.transact(() => translate('Lluvia', 'ana'))
		authors.store(ID)
		as('ben', () => translate('Llueve', 'ben'))
		as('ben', () => translate('Lluvia', 'ana'))
		expect(author()).toBe('ana')
	})
})
