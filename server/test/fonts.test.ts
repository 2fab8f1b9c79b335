import type { CreatedWorkshop, FontSubsets } from '@charrette/shared'
import { Blob, Face } from 'harfbuzzjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
let opened: CreatedWorkshop
beforeAll(async () => {
	server = await startServer()
	opened = await createWorkshop(server.url)
})
afterAll(() => server.stop())

type Refusal = { error: { code: string } }
const ask = <Body = FontSubsets>(body: unknown, token?: string) =>
	call<Body>(server.url, '/api/fonts', { body, ...(token ? { token } : {}) })
const fontsFor = async (characters: string) => (await ask({ characters, format: 'ttf' }, opened.token)).body

describe('the fonts of an exported image', () => {
	it('[EXP2] contain each character once, in the first font with it, and list missing characters', async () => {
		const { fonts, lacking } = await fontsFor('Año “新政” مرحبا שלום 🚲Привет𐎀')
		expect(Object.fromEntries(fonts.map(({ family, characters }) => [family, characters]))).toEqual({
			Inter: 'AoñПвеирт“”',
			'Noto Sans SC': '政新',
			'Noto Sans Arabic': 'ابحرم',
			'Noto Sans Hebrew': 'ולםש',
			'Noto Emoji': '🚲',
		})
		expect(lacking).toBe('𐎀')
	})

	it('[EXP2] cover Korean and scripts of southern Asia and Ethiopia, with the signs that these are shaped from', async () => {
		const { fonts, lacking } = await fontsFor('허가 น้ำ অনুমতি কো மாதங்கள் ស្រុក ကျွန်တော် ከተማ')
		expect(fonts.map(({ family }) => family)).toEqual([
			'Nanum Gothic',
			'Noto Sans Thai',
			'Noto Sans Bengali',
			'Noto Sans Tamil',
			'Noto Sans Khmer',
			'Noto Sans Myanmar',
			'Noto Sans Ethiopic',
		])
		expect(lacking).toBe('')
		const thai = fonts.find(({ family }) => family.endsWith('Thai')) ?? expect.fail()
		const covered = new Face(new Blob(Buffer.from(thai.base64, 'base64'))).collectUnicodes()
		expect([...covered]).toEqual(expect.arrayContaining([0x0e33, 0x0e4d, 0x0e32]))
		const bold = (await ask({ characters: 'น', weight: 700 }, opened.token)).body.fonts[0]
		const regular = (await ask({ characters: 'น' }, opened.token)).body.fonts[0]
		expect(bold?.base64).not.toBe(regular?.base64)
	})

	it('[EXP2] are TrueType subsets of a few thousand bytes', async () => {
		const { fonts } = await fontsFor('审批 and permits 🚲')
		for (const { base64 } of fonts) {
			const bytes = Buffer.from(base64, 'base64')
			expect(bytes.readUInt32BE(0)).toBe(0x00010000)
			expect(bytes.length).toBeLessThan(20_000)
		}
		expect(fonts).toHaveLength(3)
	})

	it('[EXP2] are for members, within limits', async () => {
		expect((await ask<Refusal>({ characters: 'a' })).status).toBe(401)
		for (const body of [{ characters: '' }, { characters: 'a'.repeat(20_001) }, { characters: 'a', weight: 500 }])
			expect((await ask<Refusal>(body, opened.token)).body.error.code).toBe('invalid_input')
	})
})
