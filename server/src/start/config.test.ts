import { availableParallelism } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('readConfig', () => {
	it('has defaults for variables that are unset or blank', () => {
		for (const env of [{}, { PORT: '', DATABASE_URL: ' ', HOST: '' }]) {
			const { dataDir, scratchDir, ...rest } = readConfig(env)
			expect([isAbsolute(dataDir), scratchDir]).toEqual([true, dataDir])
			expect(rest).toEqual({
				port: 4400,
				host: '0.0.0.0',
				databaseUrl: null,
				nodeUrl: null,
				publicUrl: null,
				allowedHosts: [],
				trustedProxies: [],
				adminKey: null,
				oidc: null,
				tldrawLicenseKey: null,
				logLevel: 'info',
				minFreeBytes: 256 * 2 ** 20,
				retentionDays: null,
				tokenDays: 30,
				updateUrl: null,
				webhook: null,
				translator: null,
				maxBoardShapes: null,
				workers: 1,
				workshopsPerDay: 20,
				backups: null,
				follow: [],
			})
		}
	})

	it('[NODE1] needs only a database for several nodes, and an address without a path for each', () => {
		const DATABASE_URL = 'postgres://u:p@db/charrette'
		expect(readConfig({ DATABASE_URL })).toMatchObject({ databaseUrl: DATABASE_URL, nodeUrl: null })
		expect(readConfig({ DATABASE_URL, NODE_URL: 'http://10.0.0.7:4400/' }).nodeUrl).toBe('http://10.0.0.7:4400')
		expect(() => readConfig({ DATABASE_URL: 'mysql://x', NODE_URL: 'http://x/y' })).toThrow(
			/DATABASE_URL must.*\n.*NODE_URL must/,
		)
	})

	it('[NODE5] has a number of workers, or one core less than the machine for them', () => {
		const cores = availableParallelism()
		expect(readConfig({ CHARRETTE_WORKERS: 'auto' }).workers).toBe(cores > 3 ? cores - 1 : 1)
		expect(readConfig({ CHARRETTE_WORKERS: '4' }).workers).toBe(4)
		for (const workers of ['0', '65', '1.5', 'all'])
			expect(() => readConfig({ CHARRETTE_WORKERS: workers })).toThrow('CHARRETTE_WORKERS must be auto, or')
	})

	it('[OIDC1] accepts a provider only together with its client and secret', () => {
		const [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET] = ['https://login.example.org', 'charrette', 'a secret']
		const whole = { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }
		expect(readConfig(whole).oidc).toEqual({
			issuer: OIDC_ISSUER,
			clientId: OIDC_CLIENT_ID,
			clientSecret: OIDC_CLIENT_SECRET,
			emailDomains: [],
			groups: [],
			groupsClaim: 'groups',
			createRoles: [],
			hostRoles: [],
			rolesClaim: 'roles',
		})
		const limits = {
			OIDC_EMAIL_DOMAINS: 'City.example, x.org',
			OIDC_GROUPS: 'City planners, Hosts',
			OIDC_GROUPS_CLAIM: 'r',
		}
		expect(readConfig({ ...whole, ...limits }).oidc).toMatchObject({
			emailDomains: ['city.example', 'x.org'],
			groups: ['City planners', 'Hosts'],
			groupsClaim: 'r',
		})
		expect(() => readConfig({ OIDC_ISSUER, OIDC_CLIENT_ID })).toThrow(/OIDC_CLIENT_SECRET not: sign-in needs all three/)
		expect(() => readConfig({ OIDC_CLIENT_SECRET })).toThrow(/OIDC_ISSUER and OIDC_CLIENT_ID not/)
		expect(() => readConfig(limits)).toThrow(/limit sign-in: set OIDC_ISSUER/)
		expect(() => readConfig({ OIDC_CREATE_ROLES: 'x' })).toThrow(/OIDC_CREATE_ROLES set, which limits sign-in/)
		for (const wrong of ['login.example.org', 'http://login.example.org', 'ftp://x'])
			expect(() => readConfig({ ...whole, OIDC_ISSUER: wrong })).toThrow(/OIDC_ISSUER must be an https address/)
		expect(readConfig({ ...whole, OIDC_ISSUER: 'http://localhost:9000' }).oidc?.issuer).toBe('http://localhost:9000')
	})

	it('[OIDC5] accepts roles of hosts only with a key, which switches their page on', () => {
		const provider = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' }
		const roles = { ...provider, OIDC_HOST_ROLES: 'Host of Charrette, admin', OIDC_ROLES_CLAIM: 'realm_access.roles' }
		expect(() => readConfig(roles)).toThrow(/OIDC_HOST_ROLES opens the page \/host, which only CHARRETTE_ADMIN_KEY/)
		expect(readConfig({ ...roles, CHARRETTE_ADMIN_KEY: 'a-rather-long-key' }).oidc).toMatchObject({
			hostRoles: ['Host of Charrette', 'admin'],
			rolesClaim: 'realm_access.roles',
		})
	})

	it('reads the names of ALLOWED_HOSTS', () => {
		expect(readConfig({ ALLOWED_HOSTS: 'Board.lan, workshop.example.org' }).allowedHosts).toEqual([
			'board.lan',
			'workshop.example.org',
		])
		expect(() => readConfig({ ALLOWED_HOSTS: 'https://board.lan' })).toThrow(/ALLOWED_HOSTS\S* must be names/)
	})

	it('[FOLLOW2] reads the servers of EXCHANGE_FOLLOW; http and addresses of the local network need EXCHANGE_FOLLOW_LAN', () => {
		const follow = (EXCHANGE_FOLLOW: string, EXCHANGE_FOLLOW_LAN = '') =>
			readConfig({ EXCHANGE_FOLLOW, EXCHANGE_FOLLOW_LAN }).follow
		expect(follow('https://Bogota.example.org/Map/, http://board.lan:4400 http://[::1]:4401', 'board.lan,::1')).toEqual(
			[
				{ url: 'https://bogota.example.org/Map', isLan: false },
				{ url: 'http://board.lan:4400', isLan: true },
				{ url: 'http://[::1]:4401', isLan: true },
			],
		)
		for (const wrong of [
			'bogota.example.org',
			'https://x/a b',
			'http://board.lan',
			'file:///etc/passwd',
			'https://u:p@x',
		])
			expect(() => follow(wrong), wrong).toThrow(/EXCHANGE_FOLLOW\S* must be addresses/)
		expect(() => follow('https://a.example', 'b.example')).toThrow(/EXCHANGE_FOLLOW_LAN must be names/)
	})

	it('[PATH1] drops the trailing slash of a public address, and keeps its path', () => {
		expect(readConfig({ PUBLIC_URL: 'https://Workshop.example.org/' }).publicUrl).toBe('https://workshop.example.org')
		expect(readConfig({ PUBLIC_URL: 'https://x.example/Map/1/' }).publicUrl).toBe('https://x.example/Map/1')
		expect(() => readConfig({ NODE_URL: 'https://x.example/map' })).toThrow(/NODE_URL must be/)
	})

	it.each(['workshop.example.org', 'ftp://x', 'https://x/a%22b', 'https://x//y', 'https://u:p@x', 'https://x?y'])(
		'rejects %s as a public address',
		(url) => {
			expect(() => readConfig({ PUBLIC_URL: url })).toThrow(/PUBLIC_URL must be/)
		},
	)

	it('[HOOK3] a webhook needs a secret, https, and for its own network or plain http its host in WEBHOOK_LAN', () => {
		const webhook = (url: string, lan = '', secret = 'a-secret-of-24-characters') =>
			readConfig({ WEBHOOK_URL: url, WEBHOOK_LAN: lan, WEBHOOK_SECRET: secret }).webhook
		expect(webhook('https://alerts.example/x')).toMatchObject({ isLan: false })
		expect(webhook('http://alerts.lan:8080/x', 'Alerts.lan')).toMatchObject({ isLan: true })
		expect(() => webhook('http://alerts.lan/x')).toThrow(/https/)
		expect(() => webhook('http://alerts.lan/x', 'other.lan')).toThrow(/WEBHOOK_LAN must be alerts.lan/)
		expect(() => webhook('https://alerts.example/x', '', '')).toThrow(/WEBHOOK_SECRET must be set/)
		expect(() => webhook('', '')).toThrow(/WEBHOOK_URL is not set/)
	})

	it.each(['-1', '65536', '1.5', 'http'])('rejects %s as a port', (port) => {
		expect(() => readConfig({ PORT: port })).toThrow(
			'The settings do not fit:\n  - PORT must be a number from 0 to 65535',
		)
	})
})

it('[HTTP3c] reads trusted proxies as addresses and networks, and refuses others', () => {
	expect(readConfig({ TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16 2001:db8::/32' }).trustedProxies).toEqual([
		'10.0.0.5',
		'10.1.0.0/16',
		'2001:db8::/32',
	])
	expect(() => readConfig({ TRUSTED_PROXIES: 'proxy.lan' })).toThrow('TRUSTED_PROXIES must be addresses or networks')
})

it('[BACKUP4][BACKUP5] reads where backups are made, how often, and which are kept', () => {
	const { backups } = readConfig({ BACKUP_DIR: '/backups', BACKUP_EVERY: '6h', BACKUP_KEEP: '24, 7d' })
	expect(backups).toEqual({
		folder: resolve('/backups'),
		everyMs: 6 * 3_600_000,
		keep: { newest: 24, days: 7, weeks: 0, months: 0 },
	})
	expect(readConfig({ BACKUP_DIR: '/backups' }).backups).toMatchObject({
		everyMs: 24 * 3_600_000,
		keep: { newest: 0, days: 7, weeks: 4, months: 6 },
	})
	for (const every of ['0h', '31d', '90m', 'daily'])
		expect(() => readConfig({ BACKUP_DIR: '/b', BACKUP_EVERY: every })).toThrow('BACKUP_EVERY must be')
	expect(() => readConfig({ BACKUP_DIR: '/b', BACKUP_KEEP: 'all' })).toThrow('BACKUP_KEEP must say')
	expect(() => readConfig({ BACKUP_EVERY: '6h' })).toThrow('BACKUP_DIR is not set')
})
