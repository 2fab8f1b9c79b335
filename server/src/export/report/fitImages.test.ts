import { imageIdOf } from '@charrette/shared'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { fitImages } from './fitImages.ts'
import { parseImage } from './parseImage.ts'
import type { ReportImage } from './Report.ts'
import { readReportImages } from './reportImages.ts'

describe('[REP4a] pictures of a report', () => {
	const imageOf = async (seed: number, [width, height] = [900, 600]): Promise<ReportImage> => {
		const noise = { type: 'gaussian' as const, mean: 120 + seed, sigma: 90 }
		const bytes = await sharp({
			create: { width: width ?? 0, height: height ?? 0, channels: 3, background: '#888', noise },
		})
			.png()
			.toBuffer()
		const image = parseImage(bytes)
		if (!image) throw new Error('this is no image')
		return image
	}

	it('are the smaller, the more there are, down to a least size, and stay in proportion', async () => {
		const images = new Map(await Promise.all([1, 2, 3, 4].map(async (n) => [n, await imageOf(n)] as const)))
		const bytesOf = (fitted: ReadonlyMap<number, ReportImage>) =>
			[...fitted.values()].reduce((sum, { bytes }) => sum + bytes.length, 0)
		const fitted = await fitImages(images, { side: 600, minSide: 100, totalBytes: 60_000 })
		expect(bytesOf(fitted)).toBeLessThan(66_000)
		const least = await fitImages(images, { side: 600, minSide: 300, totalBytes: 10 })
		expect([...least.values()].map(({ type, width, height }) => [type, width, height])).toEqual(
			Array(4).fill(['image/jpeg', 300, 200]),
		)
		const [large] = (
			await fitImages(new Map([[1, await imageOf(1)]]), { side: 600, minSide: 100, totalBytes: 1e9 })
		).values()
		expect(large?.width).toBe(600)
	})

	it('are left out if they cannot be decoded, and stay as they are if they are small', async () => {
		const image = await imageOf(1)
		const small = await imageOf(2, [40, 20])
		const damaged = { ...image, bytes: image.bytes.slice(0, 2000) }
		const fitted = await fitImages(new Map(Object.entries({ damaged, small })), {
			side: 99,
			minSide: 9,
			totalBytes: 1e6,
		})
		expect([...fitted]).toEqual([['small', small]])
	})

	it('are read in narrow copies if there are more than 150', async () => {
		const read = async (count: number) => {
			const widths = new Set<number>()
			const images = Array.from({ length: count }, (_, n) => ({ id: `${n}`, path: `/api/images/${n}`, alt: '' }))
			const { bytes } = await imageOf(1, [20, 10])
			const found = await readReportImages(
				[{ cards: [], links: [], clusters: [], images, coverage: { obstacles: 0, answered: 0, open: 0, shared: 0 } }],
				async (id, width) => {
					widths.add(width)
					expect(imageIdOf(`/api/images/${id}`)).toBe(id)
					return { type: 'image/png', bytes }
				},
			)
			expect(found.size).toBe(count)
			return [...widths]
		}
		expect([await read(150), await read(151)]).toEqual([[1024], [256]])
	})
})
