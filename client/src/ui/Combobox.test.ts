import { expect, it } from 'vitest'
import { matchOptions, placeList } from './Combobox.tsx'

const CITIES = ['Barcelona', 'Bogotá', 'São Paulo', '广州', 'Quito']

it('an empty text matches all options, in their order', () => {
	expect(matchOptions(CITIES, ' ')).toEqual(CITIES)
})

it('accents and case do not matter', () => {
	expect(matchOptions(CITIES, 'BOGOTA')).toEqual(['Bogotá'])
	expect(matchOptions(CITIES, 'sao')).toEqual(['São Paulo'])
})

it('options that start with the text come before options that contain it', () => {
	expect(matchOptions(['New Quito', 'Quito'], 'qui')).toEqual(['Quito', 'New Quito'])
})

it('[PEOPLE5] options are found by their other names, after those that start with the text', () => {
	const aliases = { 广州: ['guangzhou', 'canton', '廣州'], 'São Paulo': ['圣保罗'], Quito: ['kanton'] }
	expect(matchOptions(CITIES, 'Guang', aliases)).toEqual(['广州'])
	expect(matchOptions(CITIES, '廣', aliases)).toEqual(['广州'])
	expect(matchOptions(CITIES, '圣', aliases)).toEqual(['São Paulo'])
	expect(matchOptions(CITIES, 'anton', aliases)).toEqual([])
})

it('Chinese names match by their characters', () => {
	expect(matchOptions(CITIES, '州')).toEqual(['广州'])
})

it('[PHONE1] the list ends above a keyboard, and opens above its field where there is more room', () => {
	expect(placeList({ top: 100, bottom: 144 }, { top: 0, bottom: 844 })).toEqual({ isAbove: false, height: 264 })
	expect(placeList({ top: 100, bottom: 144 }, { top: 0, bottom: 360 })).toEqual({ isAbove: false, height: 208 })
	expect(placeList({ top: 300, bottom: 344 }, { top: 0, bottom: 400 })).toEqual({ isAbove: true, height: 264 })
	expect(placeList({ top: 180, bottom: 224 }, { top: 20, bottom: 300 })).toEqual({ isAbove: true, height: 152 })
})
