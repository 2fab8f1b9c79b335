import { expect, it } from 'vitest'
import { matchOptions } from './Combobox.tsx'

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

it('Chinese names match by their characters', () => {
	expect(matchOptions(CITIES, '州')).toEqual(['广州'])
})
