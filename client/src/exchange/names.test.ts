import { expect, it } from 'vitest'
import { serverName } from './names.ts'

it('[EXCH1b] a server is named by its organisation, and by its address where that means something', () => {
	expect(serverName('https://exchange.example', 'City of Guangzhou')).toBe('City of Guangzhou (exchange.example)')
	for (const local of ['127.0.0.1:4400', 'localhost:4400', '192.168.1.9', '10.0.0.2', '172.20.0.1', '[::1]:4400'])
		expect(serverName(`http://${local}`, 'City of Guangzhou')).toBe('City of Guangzhou')
	expect(serverName('http://127.0.0.1:4400')).toBe('127.0.0.1:4400')
	expect(serverName('https://172.example', 'X')).toBe('X (172.example)')
})
