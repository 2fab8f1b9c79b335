import type { ExchangeFile, PublishedPractice } from '@charrette/shared'
import { EMPTY_FACTS, LIMITS } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { ListedPractice, PracticePosition } from '../../ports/PracticeStore.ts'
import { parseCursor } from './feedPages.ts'
import { writeExchangeFile } from './writeExchangeFile.ts'

const COPIES = LIMITS.maxPracticeCopyBytes / LIMITS.maxImageCopyBytes
const picture = { type: 'image/jpeg' as const, bytes: new Uint8Array(LIMITS.maxImageCopyBytes) }

/** Returns a practice with the maximum number of bytes of images. */
function largePractice(n: number): ListedPractice {
	const images = Array.from({ length: COPIES }, (_, at) => {
		const sha256 = `${n}${at}`.padStart(64, '0')
		const copy = { w: 1024 as const, type: picture.type, bytes: picture.bytes.length, sha256 }
		return { path: `/api/images/${sha256.slice(-40)}`, alt: '', copy }
	})
	const practice: PublishedPractice = {
		id: `p${n}` as PublishedPractice['id'],
		version: 1,
		at: 100 - n,
		original: 'en',
		facts: { ...EMPTY_FACTS, images },
		provenance: { city: 'Wuhan', workshop: 'Day', at: 1 },
		texts: { en: { at: 1, texts: { title: `Practice ${n}` } } },
	}
	return { practice, visibility: 'public', workshop: null, origin: null }
}

it('[EXCH1] a file ends before the size that other servers refuse, and the next file continues without gaps or repetitions', async () => {
	const all = Array.from({ length: 4 }, (_, n) => largePractice(n))
	const published = async (_reader: unknown, limit: number, before: PracticePosition | null) =>
		all.filter(({ practice }) => !before || practice.at < before.at).slice(0, limit)
	const deps = {
		practices: { published, newestNotices: async () => [] } as never,
		signingKey: { publicKey: 'k', sign: () => 's' },
		images: { get: async () => picture } as never,
	}
	const sender = { url: 'https://a.example', isUrlSet: true, now: 1 }
	const ids: string[] = []
	for (let before: PracticePosition | null = null, files = 0; ; files++) {
		expect(files).toBeLessThan(all.length)
		let json = ''
		const selection = { reader: { workshop: null }, before }
		for await (const piece of writeExchangeFile(deps, selection, sender)) json += piece
		expect(Buffer.byteLength(json)).toBeLessThanOrEqual(LIMITS.maxExchangeBytes)
		const file = JSON.parse(json) as ExchangeFile
		ids.push(...file.practices.map(({ practice }) => practice.id))
		for (const { pictures } of file.practices) expect(Object.keys(pictures ?? {})).toHaveLength(COPIES)
		if (file.next === undefined) break
		before = parseCursor(file.next)
	}
	expect(ids).toEqual(all.map(({ practice }) => practice.id))
})
