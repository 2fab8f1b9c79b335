import { describeWithPostgres } from '../support/postgres.ts'
import { describeLedger } from './describeLedger.ts'
import { startNodes } from './topologies.ts'

describeWithPostgres('on PostgreSQL', () => {
	describeLedger('two nodes', { start: startNodes, seeds: 60 })
})
