import './no-eval.ts'
import '../styles/index.css'
import { createTrpcApi } from '../api/trpc-api.ts'
import { createCityApp } from './create-city-app.ts'

createCityApp(createTrpcApi('/trpc')).mount('#app')
