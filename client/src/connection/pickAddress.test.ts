import { expect, it } from 'vitest'
import { pickAddress } from './pickAddress.ts'

const LAN = ['http://192.168.1.20:4400/']

it('a page on localhost shows the address at which other devices reach it', () => {
	expect(pickAddress({ origin: 'http://localhost:4400', hostname: 'localhost' }, LAN)).toBe('http://192.168.1.20:4400')
	expect(pickAddress({ origin: 'http://127.0.0.1:4400', hostname: '127.0.0.1' }, LAN)).toBe('http://192.168.1.20:4400')
})

it('a page that other devices can reach shows its own address', () => {
	expect(pickAddress({ origin: 'https://map.example.org', hostname: 'map.example.org' }, LAN)).toBe(
		'https://map.example.org',
	)
})

it('without a network the page shows its own address', () => {
	expect(pickAddress({ origin: 'http://localhost:4400', hostname: 'localhost' }, [])).toBe('http://localhost:4400')
})
